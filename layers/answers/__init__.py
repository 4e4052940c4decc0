"""What is answered to a program that asks: an assistant, a script, a test.

What belongs here: answers as plain values for JSON, each number with its claim, speaker, day, kind,
range and whoever disagrees; bounded in length. What does not: how they travel (`commands/ask.py`,
`commands/mcp.py`) and sentences for readers (`layers/words/`).

Text that comes from sources (headlines, speakers, scopes, citations) stands under `quoted` and
nowhere else: whoever reads an answer can tell it from ours.
"""

// Expands the JSON-LD given on standard input, one value a line, by the library jsonld, with no
// network: schema.org's context is its vocabulary. Prints the types and terms it understood.
import { createInterface } from "node:readline";
import jsonld from "jsonld";

const schema = { "@context": { "@vocab": "https://schema.org/", "@version": 1.1 } };
const documentLoader = async (url) => {
  if (!url.startsWith("https://schema.org")) throw new Error(`asked for ${url}`);
  return { contextUrl: null, document: schema, documentUrl: url };
};
for await (const line of createInterface({ input: process.stdin })) {
  const [node] = await jsonld.expand(JSON.parse(line), { documentLoader });
  console.log(JSON.stringify({ types: node["@type"], terms: Object.keys(node) }));
}

#!/bin/sh
# Keep a store: backup.sh FOLDER ADDRESS. Roles and the database go into FOLDER, by day; both whole
# or not at all. Run daily, as a role that may read everything, such as the store's owner.
set -eu
folder=$1
address=$2
day=$(date -u +%Y-%m-%d)
mkdir -p "$folder"
umask 077

# Who may do what belongs to the server and not to the database; passwords are set anew.
pg_dumpall --dbname="$address" --roles-only --no-role-passwords --file="$folder/.roles"
pg_dump --dbname="$address" --format=custom --file="$folder/.database"
mv "$folder/.roles" "$folder/$day-roles.sql"
mv "$folder/.database" "$folder/$day.dump"

# A month of them.
find "$folder" -name '????-??-??*' -mtime +31 -delete

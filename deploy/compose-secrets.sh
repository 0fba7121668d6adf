#!/bin/sh
# Makes the secrets of the composed demo once, in a volume that its services share; nothing secret stands in the files.
set -eu
umask 077
cd /secrets
random() { head -c 36 /dev/urandom | base64 | tr '+/' '-_' | tr -d '\n'; }

for name in owner-password app-password secret-key hook-secret; do
    [ -s "$name" ] || random >"$name"
done
[ -s access-key ] || head -c 48 /dev/urandom | base64 | tr -d '\n' >access-key

cat >settings.env <<SETTINGS
FRONTDESK_ENVIRONMENT=demo
FRONTDESK_DATABASE_URL=postgresql+asyncpg://frontdesk_app:$(cat app-password)@postgres:5432/frontdesk
FRONTDESK_MIGRATION_DATABASE_URL=postgresql+asyncpg://frontdesk:$(cat owner-password)@postgres:5432/frontdesk
FRONTDESK_ACS_CONNECTION_STRING=endpoint=https://emulator:8443/;accesskey=$(cat access-key)
FRONTDESK_ACS_CA_FILE=/emulator-ca/ca.pem
FRONTDESK_CALL_SOCKET_URL=ws://localhost:8444
FRONTDESK_PUBLIC_URL=http://localhost:8000
FRONTDESK_HOST=0.0.0.0
FRONTDESK_SECRET_KEY=$(cat secret-key)
FRONTDESK_HOOK_SECRET=$(cat hook-secret)
SETTINGS

cp access-key /emulator/access-key.txt
echo "CREATE ROLE frontdesk_app LOGIN PASSWORD '$(cat app-password)';" >/postgres-init/roles.sql

# Each file to the one who reads it: 999 is postgres in its image, 10001 the product in ours.
chown 999:999 owner-password /postgres-init/roles.sql
chown 10001:10001 settings.env hook-secret /emulator /emulator/access-key.txt
chmod 711 /secrets
chmod 755 /postgres-init  # its files are listed before they are read

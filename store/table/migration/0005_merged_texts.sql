-- Tells apart the documents that had one id, as alias does.

ALTER TABLE version ADD COLUMN text_sha256 TEXT NOT NULL DEFAULT '';
UPDATE version SET text_sha256 = ifnull(json_extract(value, '$.text_sha256'), '') WHERE entity_kind = 'document';

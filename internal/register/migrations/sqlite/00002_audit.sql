-- The audit log. An entry is JSON text, whose bytes are the leaf of a Merkle
-- tree (RFC 6962); what is looked up is computed from it, so that there is
-- nothing beside the text that could be edited. audit_hashes has every complete
-- subtree: the one of a level and number covers 2^level entries from
-- number * 2^level on.

-- +goose Up
CREATE TABLE audit_entries (
    sequence  INTEGER NOT NULL PRIMARY KEY CHECK (sequence >= 0),
    entry     TEXT    NOT NULL CHECK (json_type(entry) = 'object'),
    tenant_id TEXT    GENERATED ALWAYS AS (entry ->> '$.tenant_id') STORED,
    record_id TEXT    GENERATED ALWAYS AS (entry ->> '$.id') STORED
) STRICT;
CREATE INDEX audit_entries_by_tenant ON audit_entries (tenant_id);
CREATE INDEX audit_entries_by_record ON audit_entries (record_id);

CREATE TABLE audit_hashes (
    level  INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hash   BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;

-- Against mistakes. Who owns the file can drop these; what the tree and a
-- checkpoint kept elsewhere say is not theirs to change.
-- +goose StatementBegin
CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;
-- +goose StatementEnd

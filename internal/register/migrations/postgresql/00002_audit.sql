-- The audit log. An entry is JSON text, whose bytes are the leaf of a Merkle
-- tree (RFC 6962); what is looked up is computed from it, so that there is
-- nothing beside the text that could be edited. audit_hashes has every complete
-- subtree: the one of a level and number covers 2^level entries from
-- number * 2^level on.

-- +goose Up
CREATE TABLE nhi.audit_entries (
    sequence  BIGINT NOT NULL PRIMARY KEY CHECK (sequence >= 0),
    entry     TEXT   NOT NULL CHECK (jsonb_typeof(entry::jsonb) = 'object'),
    tenant_id TEXT   COLLATE "C" GENERATED ALWAYS AS (entry::jsonb ->> 'tenant_id') STORED,
    record_id TEXT   COLLATE "C" GENERATED ALWAYS AS (entry::jsonb ->> 'id') STORED
);
CREATE INDEX audit_entries_by_tenant ON nhi.audit_entries (tenant_id);
CREATE INDEX audit_entries_by_record ON nhi.audit_entries (record_id);

CREATE TABLE nhi.audit_hashes (
    level  INTEGER NOT NULL,
    number BIGINT  NOT NULL,
    hash   BYTEA   NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, number)
);

-- A tenant's role adds entries about its tenant. It neither numbers them nor
-- touches the tree: that is done for it, with the owner's rights, and it cannot
-- sign with another role's name.
-- +goose StatementBegin
CREATE FUNCTION nhi.append_entry() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    sum     bytea;
    height  integer := 0;
    place   bigint;
BEGIN
    IF NEW.entry::jsonb ->> 'role' IS DISTINCT FROM session_user::text
       AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
        RAISE EXCEPTION 'an entry of the audit log names the role that adds it'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    LOCK TABLE nhi.writers IN SHARE ROW EXCLUSIVE MODE; -- held already, but by SQL by hand
    SELECT coalesce(max(sequence) + 1, 0) INTO NEW.sequence FROM nhi.audit_entries;
    place := NEW.sequence;
    sum := sha256('\x00'::bytea || convert_to(NEW.entry, 'UTF8'));
    INSERT INTO nhi.audit_hashes VALUES (height, place, sum);
    WHILE place & 1 = 1 LOOP
        SELECT sha256('\x01'::bytea || h.hash || sum) INTO STRICT sum
            FROM nhi.audit_hashes h WHERE h.level = height AND h.number = place - 1;
        height := height + 1;
        place := place >> 1;
        INSERT INTO nhi.audit_hashes VALUES (height, place, sum);
    END LOOP;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION nhi.append_entry() FROM PUBLIC;
CREATE TRIGGER append BEFORE INSERT ON nhi.audit_entries
    FOR EACH ROW EXECUTE FUNCTION nhi.append_entry();

-- Against mistakes. Who owns the table can drop this; what the tree and a
-- checkpoint kept elsewhere say is not theirs to change.
-- +goose StatementBegin
CREATE FUNCTION nhi.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
-- +goose StatementEnd
CREATE TRIGGER stay BEFORE UPDATE OR DELETE OR TRUNCATE ON nhi.audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION nhi.refuse_change();

ALTER TABLE nhi.audit_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE nhi.audit_hashes  ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON nhi.audit_entries
    USING (tenant_id IN (SELECT id FROM nhi.tenants));

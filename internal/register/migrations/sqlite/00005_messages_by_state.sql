-- What is still to be told is found without reading all that was told before.

-- +goose Up
CREATE INDEX messages_by_state ON messages (state, tenant_id);

from django.db import migrations

from core.migration_steps import on_postgresql

NAME = "core_append_event"
# Takes the columns of core_auditevent in their order, without its key; gives the key.
CREATE = """
CREATE FUNCTION core_append_event(
    new_chain varchar, new_seq bigint, new_at timestamptz, new_actor_id bigint,
    new_actor_label varchar, new_role varchar, new_unit_id bigint, new_unit_label varchar,
    new_action varchar, new_object_kind varchar, new_object_id varchar,
    new_object_label varchar, new_before jsonb, new_after jsonb, new_reason text,
    new_request_id varchar, new_address varchar, new_previous_hash varchar, new_hash varchar
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    made bigint;
BEGIN
    UPDATE core_auditchain SET seq = new_seq, hash = new_hash WHERE name = new_chain;
    INSERT INTO core_auditevent (
        "chain", "seq", "at", "actor_id", "actor_label", "role", "unit_id", "unit_label",
        "action", "object_kind", "object_id", "object_label", "before", "after", "reason",
        "request_id", "address", "previous_hash", "hash"
    ) VALUES (
        new_chain, new_seq, new_at, new_actor_id, new_actor_label, new_role, new_unit_id,
        new_unit_label, new_action, new_object_kind, new_object_id, new_object_label,
        new_before, new_after, new_reason, new_request_id, new_address, new_previous_hash,
        new_hash
    ) RETURNING id INTO made;
    RETURN made;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.RunPython(
            on_postgresql(CREATE), on_postgresql(f"DROP FUNCTION IF EXISTS {NAME}")
        )
    ]

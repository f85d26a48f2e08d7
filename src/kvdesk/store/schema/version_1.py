"""Schema 1: the log of operations and the tables it is projected to.

Names of records, fields and streams become numbers once. `operation` is an append-only heap: a
clustered table would cost more than twice the time at commit.
"""

__all__ = ["LOG", "TABLES"]

LOG = """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE peer (
        peer INTEGER PRIMARY KEY,
        public_key TEXT NOT NULL UNIQUE,
        department TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '',
        trust TEXT NOT NULL DEFAULT 'seen',
        first_seen TEXT NOT NULL DEFAULT '',
        confirmed_at TEXT NOT NULL DEFAULT '',
        confirmed_by TEXT NOT NULL DEFAULT '',
        told_at TEXT NOT NULL DEFAULT '',
        vector TEXT NOT NULL DEFAULT '[]',
        digest TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE sent (
        package TEXT PRIMARY KEY,
        sent_at TEXT NOT NULL,
        receivers TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE key_change (
        old_key TEXT NOT NULL,
        new_key TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        signature TEXT NOT NULL,
        PRIMARY KEY (old_key, new_key)
    ) WITHOUT ROWID;
    CREATE TABLE stream (
        sid INTEGER PRIMARY KEY,
        uid TEXT NOT NULL UNIQUE,
        own INTEGER NOT NULL DEFAULT 0,
        peer INTEGER
    );
    CREATE TABLE record (rid INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE);
    CREATE TABLE field (fid INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE change (
        sid INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        stamp INTEGER NOT NULL,
        author TEXT NOT NULL,
        kind TEXT NOT NULL,
        batch INTEGER,
        reverses_sid INTEGER,
        reverses_seq INTEGER,
        PRIMARY KEY (sid, seq)
    ) WITHOUT ROWID;
    CREATE INDEX change_batch ON change (batch) WHERE batch IS NOT NULL;
    CREATE TABLE operation (
        rid INTEGER NOT NULL,
        fid INTEGER NOT NULL,
        sid INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        stamp INTEGER NOT NULL,
        value,
        context TEXT NOT NULL
    );
    CREATE UNIQUE INDEX operation_field ON operation (rid, fid, sid, seq);
    CREATE INDEX operation_dot ON operation (sid, seq);
    CREATE TABLE cover (
        rid INTEGER NOT NULL,
        fid INTEGER NOT NULL,
        sid INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        PRIMARY KEY (rid, fid, sid)
    ) WITHOUT ROWID;
    CREATE TABLE have (
        sid INTEGER NOT NULL,
        seq_from INTEGER NOT NULL,
        seq_to INTEGER NOT NULL,
        PRIMARY KEY (sid, seq_from)
    ) WITHOUT ROWID;
    CREATE TABLE late_part (
        sid INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        rid INTEGER NOT NULL,
        batch INTEGER NOT NULL,
        PRIMARY KEY (sid, seq, rid)
    ) WITHOUT ROWID;
    CREATE TABLE conflict (
        rid INTEGER NOT NULL,
        fid INTEGER NOT NULL,
        batch INTEGER,
        PRIMARY KEY (rid, fid)
    ) WITHOUT ROWID;
    CREATE TABLE batch (
        batch INTEGER PRIMARY KEY,
        package TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        file_name TEXT NOT NULL,
        signer TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        imported_by TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'imported',
        report TEXT NOT NULL DEFAULT '{}'
    );
    CREATE TABLE sheet_export (
        export TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        language TEXT NOT NULL,
        made_at TEXT NOT NULL,
        cells BLOB NOT NULL
    );
    CREATE TABLE sheet_return (
        batch INTEGER PRIMARY KEY,
        export TEXT NOT NULL,
        sid INTEGER NOT NULL
    );
    CREATE INDEX sheet_return_export ON sheet_return (export);
    CREATE TABLE segment (
        sha256 TEXT PRIMARY KEY,
        sid INTEGER NOT NULL,
        seq_from INTEGER NOT NULL,
        seq_to INTEGER NOT NULL,
        signer TEXT NOT NULL,
        signature BLOB NOT NULL,
        body BLOB NOT NULL
    );
    CREATE INDEX segment_stream ON segment (sid, seq_from);
    CREATE TABLE folder_file (
        name TEXT PRIMARY KEY,
        size INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        state TEXT NOT NULL,
        reason TEXT NOT NULL,
        sender TEXT NOT NULL,
        tries INTEGER NOT NULL,
        next_try TEXT NOT NULL,
        signers TEXT NOT NULL,
        segments TEXT NOT NULL
    );
    CREATE TABLE folder_lack (sha256 TEXT PRIMARY KEY, since TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE search_text (
        place INTEGER PRIMARY KEY,
        rid INTEGER NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        words TEXT NOT NULL
    );
    CREATE TABLE search_pending (rid INTEGER PRIMARY KEY);
    CREATE VIRTUAL TABLE search_words USING fts5(
        words, content='search_text', content_rowid='place',
        tokenize="unicode61 remove_diacritics 0", prefix='1 2 3'
    );
    CREATE VIRTUAL TABLE search_parts USING fts5(
        words, content='search_text', content_rowid='place', tokenize="trigram"
    );
"""

TABLES = """
    CREATE TABLE "organisation" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "code" TEXT NOT NULL DEFAULT '',
        "name_fi" TEXT NOT NULL DEFAULT '',
        "name_sv" TEXT NOT NULL DEFAULT '',
        "short_name" TEXT NOT NULL DEFAULT '',
        "kind" TEXT NOT NULL DEFAULT 'other',
        "predecessor" TEXT NOT NULL DEFAULT '',
        "valid_from" TEXT NOT NULL DEFAULT '',
        "valid_to" TEXT NOT NULL DEFAULT '',
        "source" TEXT NOT NULL DEFAULT '',
        sort_key BLOB NOT NULL DEFAULT x''
    );
    CREATE INDEX "organisation_code" ON "organisation" ("code");
    CREATE INDEX "organisation_kind" ON "organisation" ("kind");
    CREATE INDEX "organisation_predecessor" ON "organisation" ("predecessor");
    CREATE INDEX "organisation_sort_key" ON "organisation" (sort_key);
    CREATE TABLE "person" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "given_name" TEXT NOT NULL DEFAULT '',
        "family_name" TEXT NOT NULL DEFAULT '',
        "title" TEXT NOT NULL DEFAULT '',
        "organisation" TEXT NOT NULL DEFAULT '',
        "email" TEXT NOT NULL DEFAULT '',
        "phone" TEXT NOT NULL DEFAULT '',
        sort_key BLOB NOT NULL DEFAULT x''
    );
    CREATE INDEX "person_organisation" ON "person" ("organisation");
    CREATE INDEX "person_sort_key" ON "person" (sort_key);
    CREATE TABLE "body" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "abbreviation" TEXT NOT NULL DEFAULT '',
        "name_fi" TEXT NOT NULL DEFAULT '',
        "name_sv" TEXT NOT NULL DEFAULT '',
        "name_en" TEXT NOT NULL DEFAULT '',
        "kind" TEXT NOT NULL DEFAULT 'other',
        "parent" TEXT NOT NULL DEFAULT '',
        "valid_from" TEXT NOT NULL DEFAULT '',
        "valid_to" TEXT NOT NULL DEFAULT '',
        "numbering_key" TEXT NOT NULL DEFAULT '',
        sort_key BLOB NOT NULL DEFAULT x''
    );
    CREATE INDEX "body_abbreviation" ON "body" ("abbreviation");
    CREATE INDEX "body_parent" ON "body" ("parent");
    CREATE INDEX "body_sort_key" ON "body" (sort_key);
    CREATE TABLE "body_rules" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "body" TEXT NOT NULL DEFAULT '',
        "effective_from" TEXT NOT NULL DEFAULT '',
        "profile" TEXT NOT NULL DEFAULT 'minutes',
        "quorum_kind" TEXT NOT NULL DEFAULT 'more_than_half',
        "quorum_number" INTEGER,
        "casting_vote" INTEGER NOT NULL DEFAULT 1,
        "deputies" INTEGER NOT NULL DEFAULT 0,
        "checkers" INTEGER,
        "notice_days" INTEGER,
        "opening_items" TEXT NOT NULL DEFAULT '',
        "closing_items" TEXT NOT NULL DEFAULT '',
        "powers" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "body_rules_body" ON "body_rules" ("body");
    CREATE TABLE "membership" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "body" TEXT NOT NULL DEFAULT '',
        "person" TEXT NOT NULL DEFAULT '',
        "role" TEXT NOT NULL DEFAULT 'member',
        "organisation" TEXT NOT NULL DEFAULT '',
        "deputy_for" TEXT NOT NULL DEFAULT '',
        "starts" TEXT NOT NULL DEFAULT '',
        "ends" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "membership_body" ON "membership" ("body");
    CREATE INDEX "membership_person" ON "membership" ("person");
    CREATE INDEX "membership_organisation" ON "membership" ("organisation");
    CREATE INDEX "membership_deputy_for" ON "membership" ("deputy_for");
    CREATE TABLE "strategy" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "title" TEXT NOT NULL DEFAULT '',
        "period" TEXT NOT NULL DEFAULT '',
        "starts" TEXT NOT NULL DEFAULT '',
        "ends" TEXT NOT NULL DEFAULT '',
        "decided_on" TEXT NOT NULL DEFAULT '',
        "source" TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE "statement" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "strategy" TEXT NOT NULL DEFAULT '',
        "parent" TEXT NOT NULL DEFAULT '',
        "kind" TEXT NOT NULL DEFAULT 'paragraph',
        "number" TEXT NOT NULL DEFAULT '',
        "text" TEXT NOT NULL DEFAULT '',
        "position" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "statement_strategy" ON "statement" ("strategy");
    CREATE INDEX "statement_parent" ON "statement" ("parent");
    CREATE INDEX "statement_kind" ON "statement" ("kind");
    CREATE TABLE "open_question" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "strategy" TEXT NOT NULL DEFAULT '',
        "code" TEXT NOT NULL DEFAULT '',
        "first" TEXT NOT NULL DEFAULT '',
        "second" TEXT NOT NULL DEFAULT '',
        "first_statement" TEXT NOT NULL DEFAULT '',
        "second_statement" TEXT NOT NULL DEFAULT '',
        "answer" TEXT NOT NULL DEFAULT '',
        "answered_on" TEXT NOT NULL DEFAULT '',
        "decision" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "open_question_strategy" ON "open_question" ("strategy");
    CREATE INDEX "open_question_first_statement" ON "open_question" ("first_statement");
    CREATE INDEX "open_question_second_statement" ON "open_question" ("second_statement");
    CREATE INDEX "open_question_decision" ON "open_question" ("decision");
    CREATE TABLE "matter" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "title" TEXT NOT NULL DEFAULT '',
        "number" TEXT NOT NULL DEFAULT '',
        "summary" TEXT NOT NULL DEFAULT '',
        "state" TEXT NOT NULL DEFAULT 'open',
        "opened_on" TEXT NOT NULL DEFAULT '',
        "proposed_by" TEXT NOT NULL DEFAULT '',
        "preparer" TEXT NOT NULL DEFAULT '',
        sort_key BLOB NOT NULL DEFAULT x''
    );
    CREATE INDEX "matter_number" ON "matter" ("number");
    CREATE INDEX "matter_state" ON "matter" ("state");
    CREATE INDEX "matter_opened_on" ON "matter" ("opened_on");
    CREATE INDEX "matter_proposed_by" ON "matter" ("proposed_by");
    CREATE INDEX "matter_preparer" ON "matter" ("preparer");
    CREATE INDEX "matter_sort_key" ON "matter" (sort_key);
    CREATE TABLE "matter_goal" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "matter" TEXT NOT NULL DEFAULT '',
        "statement" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "matter_goal_matter" ON "matter_goal" ("matter");
    CREATE INDEX "matter_goal_statement" ON "matter_goal" ("statement");
    CREATE TABLE "meeting" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "body" TEXT NOT NULL DEFAULT '',
        "number" INTEGER,
        "year" INTEGER,
        "title" TEXT NOT NULL DEFAULT '',
        "starts" TEXT NOT NULL DEFAULT '',
        "ends" TEXT NOT NULL DEFAULT '',
        "place" TEXT NOT NULL DEFAULT '',
        "mode" TEXT NOT NULL DEFAULT 'on_site',
        "state" TEXT NOT NULL DEFAULT 'planned',
        "called_at" TEXT NOT NULL DEFAULT '',
        "opened_at" TEXT NOT NULL DEFAULT '',
        "ended_at" TEXT NOT NULL DEFAULT '',
        "checked_at" TEXT NOT NULL DEFAULT '',
        "chair" TEXT NOT NULL DEFAULT '',
        "secretary" TEXT NOT NULL DEFAULT '',
        "first_checker" TEXT NOT NULL DEFAULT '',
        "second_checker" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "meeting_body" ON "meeting" ("body");
    CREATE INDEX "meeting_year" ON "meeting" ("year");
    CREATE INDEX "meeting_starts" ON "meeting" ("starts");
    CREATE INDEX "meeting_state" ON "meeting" ("state");
    CREATE INDEX "meeting_chair" ON "meeting" ("chair");
    CREATE INDEX "meeting_secretary" ON "meeting" ("secretary");
    CREATE INDEX "meeting_first_checker" ON "meeting" ("first_checker");
    CREATE INDEX "meeting_second_checker" ON "meeting" ("second_checker");
    CREATE TABLE "agenda_entry" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "meeting" TEXT NOT NULL DEFAULT '',
        "matter" TEXT NOT NULL DEFAULT '',
        "title" TEXT NOT NULL DEFAULT '',
        "kind" TEXT NOT NULL DEFAULT 'business',
        "position" TEXT NOT NULL DEFAULT '',
        "number" INTEGER,
        "section" INTEGER,
        "presenter" TEXT NOT NULL DEFAULT '',
        "planned_minutes" INTEGER,
        "background" TEXT NOT NULL DEFAULT '',
        "proposal" TEXT NOT NULL DEFAULT '',
        "fate" TEXT NOT NULL DEFAULT 'open',
        "started_at" TEXT NOT NULL DEFAULT '',
        "ended_at" TEXT NOT NULL DEFAULT '',
        "continues" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "agenda_entry_meeting" ON "agenda_entry" ("meeting");
    CREATE INDEX "agenda_entry_matter" ON "agenda_entry" ("matter");
    CREATE INDEX "agenda_entry_presenter" ON "agenda_entry" ("presenter");
    CREATE INDEX "agenda_entry_fate" ON "agenda_entry" ("fate");
    CREATE INDEX "agenda_entry_continues" ON "agenda_entry" ("continues");
    CREATE TABLE "attendance" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "meeting" TEXT NOT NULL DEFAULT '',
        "person" TEXT NOT NULL DEFAULT '',
        "capacity" TEXT NOT NULL DEFAULT 'member',
        "deputy_for" TEXT NOT NULL DEFAULT '',
        "organisation" TEXT NOT NULL DEFAULT '',
        "presence" TEXT NOT NULL DEFAULT 'invited',
        "arrived_at" TEXT NOT NULL DEFAULT '',
        "left_at" TEXT NOT NULL DEFAULT '',
        "remote" INTEGER NOT NULL DEFAULT 0,
        "reply" TEXT NOT NULL DEFAULT 'none',
        "deputy_name" TEXT NOT NULL DEFAULT '',
        "remark" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "attendance_meeting" ON "attendance" ("meeting");
    CREATE INDEX "attendance_person" ON "attendance" ("person");
    CREATE INDEX "attendance_deputy_for" ON "attendance" ("deputy_for");
    CREATE INDEX "attendance_organisation" ON "attendance" ("organisation");
    CREATE INDEX "attendance_presence" ON "attendance" ("presence");
    CREATE TABLE "minute_entry" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "meeting" TEXT NOT NULL DEFAULT '',
        "entry" TEXT NOT NULL DEFAULT '',
        "position" TEXT NOT NULL DEFAULT '',
        "at" TEXT NOT NULL DEFAULT '',
        "kind" TEXT NOT NULL DEFAULT 'note',
        "text" TEXT NOT NULL DEFAULT '',
        "person" TEXT NOT NULL DEFAULT '',
        "proposal_kind" TEXT NOT NULL DEFAULT 'change',
        "about" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "minute_entry_meeting" ON "minute_entry" ("meeting");
    CREATE INDEX "minute_entry_entry" ON "minute_entry" ("entry");
    CREATE INDEX "minute_entry_person" ON "minute_entry" ("person");
    CREATE TABLE "decision" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "title" TEXT NOT NULL DEFAULT '',
        "text" TEXT NOT NULL DEFAULT '',
        "proposal" TEXT NOT NULL DEFAULT '',
        "outcome" TEXT NOT NULL DEFAULT 'approved',
        "state" TEXT NOT NULL DEFAULT 'in_force',
        "body" TEXT NOT NULL DEFAULT '',
        "meeting" TEXT NOT NULL DEFAULT '',
        "entry" TEXT NOT NULL DEFAULT '',
        "matter" TEXT NOT NULL DEFAULT '',
        "decided_on" TEXT NOT NULL DEFAULT '',
        "number" INTEGER,
        "year" INTEGER,
        "in_force_from" TEXT NOT NULL DEFAULT '',
        "in_force_to" TEXT NOT NULL DEFAULT '',
        "communicated_on" TEXT NOT NULL DEFAULT '',
        "carried_out_on" TEXT NOT NULL DEFAULT '',
        "review_on" TEXT NOT NULL DEFAULT '',
        "supersedes" TEXT NOT NULL DEFAULT '',
        sort_key BLOB NOT NULL DEFAULT x''
    );
    CREATE INDEX "decision_outcome" ON "decision" ("outcome", "decided_on");
    CREATE INDEX "decision_state" ON "decision" ("state", "decided_on");
    CREATE INDEX "decision_body" ON "decision" ("body", "decided_on");
    CREATE INDEX "decision_meeting" ON "decision" ("meeting");
    CREATE INDEX "decision_entry" ON "decision" ("entry");
    CREATE INDEX "decision_matter" ON "decision" ("matter");
    CREATE INDEX "decision_decided_on" ON "decision" ("decided_on");
    CREATE INDEX "decision_year" ON "decision" ("year", "number", "decided_on");
    CREATE INDEX "decision_supersedes" ON "decision" ("supersedes");
    CREATE INDEX "decision_sort_key" ON "decision" (sort_key);
    CREATE TABLE "vote" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "meeting" TEXT NOT NULL DEFAULT '',
        "entry" TEXT NOT NULL DEFAULT '',
        "question" TEXT NOT NULL DEFAULT '',
        "yes" INTEGER,
        "no" INTEGER,
        "blank" INTEGER,
        "absent" INTEGER
    );
    CREATE INDEX "vote_meeting" ON "vote" ("meeting");
    CREATE INDEX "vote_entry" ON "vote" ("entry");
    CREATE TABLE "ballot" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "vote" TEXT NOT NULL DEFAULT '',
        "person" TEXT NOT NULL DEFAULT '',
        "stand" TEXT NOT NULL DEFAULT 'absent'
    );
    CREATE INDEX "ballot_vote" ON "ballot" ("vote");
    CREATE INDEX "ballot_person" ON "ballot" ("person");
    CREATE TABLE "action" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "title" TEXT NOT NULL DEFAULT '',
        "description" TEXT NOT NULL DEFAULT '',
        "number" INTEGER,
        "owner" TEXT NOT NULL DEFAULT '',
        "organisation" TEXT NOT NULL DEFAULT '',
        "due" TEXT NOT NULL DEFAULT '',
        "state" TEXT NOT NULL DEFAULT 'open',
        "created_on" TEXT NOT NULL DEFAULT '',
        "closed_on" TEXT NOT NULL DEFAULT '',
        "meeting" TEXT NOT NULL DEFAULT '',
        "entry" TEXT NOT NULL DEFAULT '',
        "decision" TEXT NOT NULL DEFAULT '',
        "matter" TEXT NOT NULL DEFAULT '',
        sort_key BLOB NOT NULL DEFAULT x''
    );
    CREATE INDEX "action_number" ON "action" ("number");
    CREATE INDEX "action_owner" ON "action" ("owner", "due");
    CREATE INDEX "action_organisation" ON "action" ("organisation");
    CREATE INDEX "action_due" ON "action" ("due");
    CREATE INDEX "action_state" ON "action" ("state", "due");
    CREATE INDEX "action_meeting" ON "action" ("meeting");
    CREATE INDEX "action_entry" ON "action" ("entry");
    CREATE INDEX "action_decision" ON "action" ("decision");
    CREATE INDEX "action_matter" ON "action" ("matter");
    CREATE INDEX "action_sort_key" ON "action" (sort_key);
    CREATE INDEX "action_unowned" ON "action" ("state", "due")
        WHERE "owner" = '' AND "organisation" = '';
    CREATE TABLE "action_report" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "action" TEXT NOT NULL DEFAULT '',
        "at" TEXT NOT NULL DEFAULT '',
        "state" TEXT NOT NULL DEFAULT 'open',
        "comment" TEXT NOT NULL DEFAULT '',
        "person" TEXT NOT NULL DEFAULT '',
        "due_wish" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "action_report_action" ON "action_report" ("action");
    CREATE INDEX "action_report_person" ON "action_report" ("person");
    CREATE TABLE "issuance" (
        rid INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        "document" TEXT NOT NULL DEFAULT '',
        "meeting" TEXT NOT NULL DEFAULT '',
        "language" TEXT NOT NULL DEFAULT '',
        "file_name" TEXT NOT NULL DEFAULT '',
        "sha256" TEXT NOT NULL DEFAULT '',
        "data_version" TEXT NOT NULL DEFAULT '',
        "issued_at" TEXT NOT NULL DEFAULT ''
    );
    CREATE INDEX "issuance_meeting" ON "issuance" ("meeting");
"""

-- Drawn from the migrations by `make schema`; not to be edited. `make check` proves that a database
-- built from it, and brought on by the migrations that it does not know, is the migrated one.
-- migration account.0001_initial 6f27ff6bdf57521a
-- migration account.0002_email_max_length c956ab7a3c3660a1
-- migration account.0003_alter_emailaddress_create_unique_verified_email 66b6f1939621bcfa
-- migration account.0004_alter_emailaddress_drop_unique_email ebc6317e90c47d7a
-- migration account.0005_emailaddress_idx_upper_email e7569f1662da1754
-- migration account.0006_emailaddress_lower 54adb08cb3fba66b
-- migration account.0007_emailaddress_idx_email 87fad70bfde8ae29
-- migration account.0008_emailaddress_unique_primary_email_fixup 794bf875bdbef9c4
-- migration account.0009_emailaddress_unique_primary_email 79762cfa7b1e1d7c
-- migration accounts.0001_people_and_roles 27c71e4d9ac75f81
-- migration accounts.0002_row_level_security 3288ab7cf9d3be58
-- migration accounts.0003_access_tokens fca5b08f8b92e42a
-- migration accounts.0004_hand_overs 99b6ab96733770a0
-- migration accounts.0005_guests ff616a87c0f548d6
-- migration accounts.0006_invitations_to_a_team 7ccb96a05f477f03
-- migration accounts.0007_lent_views 5b105e5cc0a91f29
-- migration audit.0001_the_audit_log f07c76ccac09131b
-- migration audit.0002_written_once a12a558d0409d1b4
-- migration audit.0003_blocks_are_chained ea9991d7a3685ad5
-- migration audit.0004_looks_are_kept 5a085f944b524c1f
-- migration audit.0005_the_log_is_read_by_when_it_happened 0b2d6fd8f6adc0ac
-- migration auth.0001_initial 845cff319606332f
-- migration auth.0002_alter_permission_name_max_length feaf97e0e8f7d148
-- migration auth.0003_alter_user_email_max_length 9d5657b4db9872dc
-- migration auth.0004_alter_user_username_opts 9538db342c9a9bec
-- migration auth.0005_alter_user_last_login_null 79f60a35dc000fdd
-- migration auth.0006_require_contenttypes_0002 00cb16e3405f14b6
-- migration auth.0007_alter_validators_add_error_messages 115db87dc327530f
-- migration auth.0008_alter_user_username_max_length 02857f65f7d64814
-- migration auth.0009_alter_user_last_name_max_length 19a89500e7f108a7
-- migration auth.0010_alter_group_name_max_length 0963ed6498ac0b3a
-- migration auth.0011_update_proxy_permissions 85a5dde708dc4b61
-- migration auth.0012_alter_user_first_name_max_length 6cefbc9f80903763
-- migration bank.0001_what_came_by_transfer f821824672ca3edb
-- migration circle.0001_circle 611e71eacf53f942
-- migration circle.0002_one_row_of_a_circle c941a0189858f376
-- migration contenttypes.0001_initial 35ed8489a147e0b4
-- migration contenttypes.0002_remove_content_type_name 7d36494075750f0e
-- migration disputes.0001_payments_are_disputed d04ebdcee1627032
-- migration disputes.0002_nobody_asks_what_is_refundable 7f435e767c8bad4c
-- migration entities.0001_the_company_and_its_numbers 972d627ae7a66f8a
-- migration entities.0002_a_change_takes_two f5b07a3a2630c4f1
-- migration entities.0003_bills_are_paid_by_transfer ad9defa5618d863d
-- migration fence.0001_who_may_send 0708daf16318db65
-- migration invoicing.0001_the_bills 196c0d4c26e0550e
-- migration invoicing.0002_splits_sum_to_their_lines 8e52862aba3da855
-- migration invoicing.0003_cards_are_kept 33b4bdf06d071d42
-- migration invoicing.0004_charges_never_change 4797262fa6b607cb
-- migration invoicing.0005_one_transmission 48d65ed5bcd621cf
-- migration invoicing.0006_numbers_are_counted_with_the_others 2ed6235380ad58b3
-- migration invoicing.0007_refunds_nobody_asked_for d5d4d0139a865813
-- migration invoicing.0008_cards_are_saved 795894ab69cf4206
-- migration invoicing.0009_bad_debts cb384ee751d1effb
-- migration invoicing.0010_papers_say_who_sold 08bb0fd234b9f173
-- migration invoicing.0011_steps_of_dunning 3c1b0b8e20beaba5
-- migration invoicing.0012_larger_plans_paid_first e45f773c43d1ad9a
-- migration invoicing.0013_the_rest_of_a_bill_is_given_up 1613070c18cab685
-- migration invoicing.0014_payments_by_transfer 0a17280741e5b666
-- migration ledger.0001_the_books 9201e37473422855
-- migration ledger.0002_the_books_guard_themselves 70c1ca7e14e2a708
-- migration ledger.0003_what_the_processor_calls_it 2c77f8a3ef2bc3f0
-- migration ledger.0004_one_statement_a_post a9b9eb784632c545
-- migration ledger.0005_journals_by_time 6ca9f5819f484c53
-- migration limits.0001_what_is_counted a4935d3110060c61
-- migration lines.0001_lines_in_service b506c54f0e2af3f9
-- migration lines.0002_lines_of_a_plan 6f0a3ee2d45ea073
-- migration lines.0003_barred_for_an_unpaid_bill 1a2f858c666481b4
-- migration lines.0004_the_day_a_line_ends 15e1e980301bb25f
-- migration lines.0005_another_plan bb6d3078bc7cf9f2
-- migration lines.0006_plans_that_come_now 3267d05b38ed00b7
-- migration mail.0001_sent_mails b1e5944e3df1b2d9
-- migration mfa.0001_initial a42b6353f2ed5dd7
-- migration mfa.0002_authenticator_timestamps b6566eb07301e2e4
-- migration mfa.0003_authenticator_type_uniq 88550a456154080c
-- migration network.0001_manual_tasks 36d67e6d987bc1c9
-- migration network.0002_codes_to_leave_by 65ea351b8ed6fcfd
-- migration network.0003_change_plan_by_hand bc2bda060ca410c9
-- migration network.0004_numbers_that_come 8c03f65235d9f599
-- migration numbering.0001_pools 96d7634263507904
-- migration numbering.0002_given_out_at_once 250ee4c3da488179
-- migration numbering.0003_numbers_leave f5a9877c1c988654
-- migration numbering.0004_numbers_of_other_ranges b10e5af4a6ea04e6
-- migration ordering.0001_orders_and_steps a5aefabad4134318
-- migration ordering.0002_lines_of_a_plan bdeb581b9226317d
-- migration ordering.0003_consent_to_keep_the_card 73f097982730a407
-- migration ordering.0004_steps_stand_in_their_order 1368a194fb0019ac
-- migration ordering.0005_the_word_for_whoever_encouraged_the_buyer 6f2ccf972b04df0f
-- migration ordering.0006_the_buyers_language f46106aab360dbb2
-- migration ordering.0007_what_a_program_calls_its_order 35402ab7b516b594
-- migration ordering.0008_the_number_to_keep 852aa3a3fadaf354
-- migration outbox.0001_the_letterbox 34a34f9fdd0cfabd
-- migration outbox.0002_wake_the_relay fa880910ec896573
-- migration outbox.0003_since_when_it_is_taken b49b3177c1ec9ed2
-- migration outbox.0004_waits_and_hands 46d168ad04ddca51
-- migration outbox.0005_turns_of_jobs a37348c101ddb950
-- migration outbox.0006_letters_by_time 002ab76901a92915
-- migration outbox.0007_what_is_wanted_first 1872fef99db1652e
-- migration porting.0001_ways_out ce597644c8a89afb
-- migration porting.0002_ways_in e1ddd119e92dd09c
-- migration privacy.0001_copies_and_departures 342bd9473d3863fb
-- migration program.0001_ladder 5ddf69ad58d4162a
-- migration program.0002_cases 6dc01ed195f058dc
-- migration program.0003_a_version_may_be_taken_back 5a9b31e05cb1b692
-- migration proposals.0001_what_takes_two 783cc254af417dc5
-- migration pulse.0001_a_pulse_a_part bf5c381e511db766
-- migration referral.0001_referrals 5394c22deb7efcb1
-- migration referral.0002_referrals_remember_what_was_taken_back 04b2579baa205d53
-- migration registry.0001_tenants_and_hosts 16f08fc196be0ff6
-- migration registry.0002_lost_proofs 15503ad8e7d6ec27
-- migration registry.0003_failed_steps 5c984c1e1d9d0a9d
-- migration registry.0004_what_the_eye_sees_of_a_slug 4a15b40b30c9b424
-- migration registry.0005_a_host_is_one_shops_once_proved 30e278f8e314b33e
-- migration registry.0006_closings 0f15dc4925e5eacf
-- migration registry.0007_lines_in_further_languages 59ae0c808408e6b3
-- migration series.0001_series 11d6317496f97054
-- migration settlement.0001_the_settlement e18bf4446c653bed
-- migration settlement.0002_the_default_terms 313a1eb109e0471c
-- migration settlement.0003_frozen_amounts_stay e4c50189ffd0a217
-- migration settlement.0004_statements_are_seen_by_their_payee 7905fd5d7bd607e6
-- migration settlement.0005_the_processors_balance 218095de567d4741
-- migration settlement.0006_what_was_taken_back 8907cfc7843b1a00
-- migration settlement.0007_recovered_amounts_stay 7a3756e5de189c2d
-- migration settlement.0008_days_are_looked_at_by_the_databases_clock 26ec0170be9214b2
-- migration settlement.0009_one_transmission ab0593f4675c2878
-- migration settlement.0010_surpluses_go_back_by_themselves 0c5eb5b2af82839b
-- migration settlement.0011_runs_and_recoveries_are_numbered_by_series 30f6536ba25f09a8
-- migration settlement.0012_webhooks_and_accounts_have_witnesses 948d0b5aee022c4f
-- migration settlement.0013_shares_are_held 36b3ca5fcb1ed2d8
-- migration settlement.0014_what_gives_a_clawback_back_names_it 680b4d47ea9edbb5
-- migration settlement.0015_a_shop_is_settled_by_itself af1354e72a044d9f
-- migration settlement.0016_intents_are_transfers 7ce929f43b82c0a1
-- migration settlement.0017_a_run_may_be_thrown_away 8a3aa4ace649041e
-- migration settlement.0018_what_a_shop_gives_back_by_itself a1afe5811404b2a8
-- migration settlement.0019_surpluses_are_overpayments e7e43f710bb2ec60
-- migration settlement.0020_whoever_is_paid_is_reminded 0cffae15b115c26d
-- migration settlement.0021_a_payee_may_be_left_out_of_a_run da67a2b2527c1771
-- migration settlement.0022_what_follows_from_an_unpaid_bill 7f6796108621c8aa
-- migration settlement.0023_a_statement_keeps_its_receivers_name 3b1ff15a9ce3abe5
-- migration storefront.0001_the_shelf a2d85c5feec98fe5
-- migration storefront.0002_the_shelf_is_counted_with_the_others bf6b9b0147a23337
-- migration storefront.0003_what_the_network_stopped ac3801e7b3d57518
-- migration storefront.0004_when_an_offer_was_changed 8422db72a98b6eb8
-- migration storefront.0005_words_in_further_languages 540e6967b2ea2eda
-- migration storefront.0006_a_price_can_be_put_back 3928395cb284b076
-- migration strays.0001_what_the_books_do_not_know b130f3d825d1798b
-- migration wholesale.0001_base_products 434ebba024a004f3
-- migration wholesale.0002_what_is_kept_unsold 2cfe21ccec84aef8
-- migration workspace.0001_shop_and_brand 01cc943f9589b45d
-- migration workspace.0002_the_brand_stands_in_its_workspace e0834d651c43a9e1
-- migration workspace.0003_words_in_further_languages 558b7637202a2c2d

CREATE SCHEMA kith_template;
CREATE FUNCTION kith_template.invoicing_refuse_other_charge() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION 'what % charges never changes once it is written', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'charges_never_change';
END $$;
CREATE FUNCTION kith_template.invoicing_refuse_other_refund() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION 'what % gives back never changes once it is written', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_change';
END $$;
CREATE FUNCTION kith_template.invoicing_refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION '% on %: what was billed is never rewritten, issue a credit note',
        TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'bills_are_never_rewritten';
END $$;
CREATE FUNCTION kith_template.invoicing_refuse_wrong_split() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $_$
DECLARE
    bad record;
BEGIN
    EXECUTE format(
        'SELECT l.uuid, l.gross_minor, sum(p.amount_minor) AS parts
           FROM (SELECT DISTINCT invoice_line_id FROM added) t
           JOIN %1$I.invoicing_invoiceline l ON l.uuid = t.invoice_line_id
           JOIN %1$I.invoicing_splitpart p ON p.invoice_line_id = l.uuid
          GROUP BY l.uuid, l.gross_minor
         HAVING sum(p.amount_minor) <> l.gross_minor LIMIT 1', TG_TABLE_SCHEMA) INTO bad;
    IF bad.uuid IS NOT NULL THEN
        RAISE EXCEPTION 'the parts of line % sum to %, not to %', bad.uuid, bad.parts,
            bad.gross_minor
            USING ERRCODE = 'check_violation', CONSTRAINT = 'split_sums_to_its_line';
    END IF;
    RETURN NULL;
END $_$;
CREATE FUNCTION kith_template.ledger_hash(kind text, reverses uuid, codes text[], currencies text[], amounts bigint[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
    SELECT encode(sha256(convert_to(concat_ws(
        chr(10), kind, coalesce(reverses::text, ''),
        (SELECT string_agg(concat_ws(' ', code, currency, amount), chr(10)
                           ORDER BY code COLLATE "C", currency COLLATE "C", amount)
           FROM unnest(codes, currencies, amounts) AS l(code, currency, amount))
    ), 'UTF8')), 'hex')
$$;
CREATE FUNCTION kith_template.ledger_open() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    NEW.balance_minor := CASE WHEN NEW.may_go_negative THEN NULL ELSE 0 END;
    RETURN NEW;
END $$;
CREATE FUNCTION kith_template.ledger_post(uuids uuid[], keys text[], kinds text[], memos text[], refs text[], times timestamp with time zone[], reversed uuid[], turns integer[], codes text[], currencies text[], classes text[], free boolean[], amounts bigint[]) RETURNS TABLE(uuid uuid, key text, kind text, effective_at timestamp with time zone, is_same boolean)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_nestloop TO 'off'
    AS $$
#variable_conflict use_column
DECLARE
    hashes text[];
BEGIN
    INSERT INTO kith_template.ledger_account (code, currency, kind, may_go_negative)
    SELECT DISTINCT l.code, l.currency, l.class, l.free
      FROM unnest(codes, currencies, classes, free) AS l(code, currency, class, free)
     WHERE NOT EXISTS (SELECT FROM kith_template.ledger_account a
                        WHERE a.code = l.code AND a.currency = l.currency AND a.code = ANY(codes))
     ORDER BY 1, 2
        ON CONFLICT DO NOTHING;

    SELECT array_agg(kith_template.ledger_hash(
               kinds[l.turn], reversed[l.turn], l.codes, l.currencies, l.amounts) ORDER BY l.turn)
      INTO hashes
      FROM (SELECT turn, array_agg(code) AS codes, array_agg(currency) AS currencies,
                   array_agg(amount) AS amounts
              FROM unnest(turns, codes, currencies, amounts) AS l(turn, code, currency, amount)
             GROUP BY turn) l;

    WITH fresh AS (
        INSERT INTO kith_template.ledger_journal (
            uuid, key, request_hash, kind, memo, reference, effective_at, reverses_id)
        SELECT j.uuid, j.key, j.hash, j.kind, j.memo, j.reference, j.effective_at, j.reverses
          FROM unnest(uuids, keys, hashes, kinds, memos, refs, times, reversed)
            AS j(uuid, key, hash, kind, memo, reference, effective_at, reverses)
         ORDER BY j.key
            ON CONFLICT DO NOTHING
        RETURNING uuid
    )
    INSERT INTO kith_template.ledger_posting (journal_id, account_id, amount_minor)
    SELECT fresh.uuid, a.id, l.amount
      FROM fresh
      JOIN unnest(uuids) WITH ORDINALITY AS asked(uuid, turn) ON asked.uuid = fresh.uuid
      JOIN unnest(turns, codes, currencies, amounts) WITH ORDINALITY
        AS l(turn, code, currency, amount, place) ON l.turn = asked.turn
      JOIN kith_template.ledger_account a ON a.code = l.code AND a.currency = l.currency
     WHERE a.code = ANY(codes)
     ORDER BY l.place;

    RETURN QUERY
    SELECT j.uuid, j.key::text, j.kind::text, j.effective_at, j.request_hash = asked.hash
      FROM unnest(keys, hashes) AS asked(key, hash)
      JOIN kith_template.ledger_journal j ON j.key = asked.key
     WHERE j.key = ANY(keys);
END $$;
CREATE FUNCTION kith_template.ledger_refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION '% on %: the books are never rewritten, post a reversing journal',
        TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'books_are_never_rewritten';
END $$;
CREATE FUNCTION kith_template.ledger_weigh() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
    journals uuid[];
    accounts bigint[];
    amounts bigint[];
    bad record;
BEGIN
    SELECT array_agg(journal_id), array_agg(account_id), array_agg(amount_minor)
      INTO journals, accounts, amounts FROM added;

    SELECT l.journal, a.currency, sum(l.amount) AS off INTO bad
      FROM unnest(journals, accounts, amounts) AS l(journal, account, amount)
      JOIN kith_template.ledger_account a ON a.id = l.account
     WHERE a.id = ANY(accounts)
     GROUP BY l.journal, a.currency HAVING sum(l.amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal % is off by % in %', bad.journal, bad.off, bad.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balances_in_each_currency';
    END IF;

    SELECT j.key INTO bad
      FROM kith_template.ledger_journal j
      JOIN kith_template.ledger_posting p ON p.journal_id = j.uuid
      JOIN kith_template.ledger_account a ON a.id = p.account_id
     WHERE j.uuid = ANY(journals) AND p.journal_id = ANY(journals) AND a.id = ANY(accounts)
     GROUP BY j.uuid, j.key
    HAVING j.request_hash <> kith_template.ledger_hash(
               j.kind, j.reverses_id, array_agg(a.code::text), array_agg(a.currency::text),
               array_agg(p.amount_minor))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal % says other legs than it has', bad.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_has_the_legs_it_says';
    END IF;

    PERFORM FROM kith_template.ledger_account
      WHERE id = ANY(accounts) AND NOT may_go_negative ORDER BY id FOR NO KEY UPDATE;
    IF FOUND THEN
        UPDATE kith_template.ledger_account a
           SET balance_minor = a.balance_minor + moved.amount
          FROM (SELECT account, sum(amount)::bigint AS amount
                  FROM unnest(accounts, amounts) AS l(account, amount) GROUP BY account) moved
         WHERE a.id = moved.account AND NOT a.may_go_negative;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.audit_is_written_once() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is written once' USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.entities_refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION '% on %: what was said and what was numbered is never rewritten',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION public.kith_build_tenant(schema_name text, role_name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $_$
DECLARE
    script text;
BEGIN
    IF schema_name !~ '^t_[0-9a-f]{32}$' OR role_name <> 'r_' || substr(schema_name, 3) THEN
        RAISE EXCEPTION 'no tenant is called % with the role %', schema_name, role_name
            USING ERRCODE = 'invalid_name';
    END IF;
    SELECT kept.script INTO script FROM public.kith_blueprint kept;
    IF script IS NULL THEN
        RAISE EXCEPTION 'no blueprint of a tenant yet: run manage.py migrate'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    EXECUTE format('CREATE SCHEMA %I', schema_name);
    EXECUTE format('CREATE ROLE %I NOLOGIN IN ROLE kith_tenants', role_name);
    EXECUTE format('GRANT %I TO kith_app WITH INHERIT FALSE, SET TRUE', role_name);
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema_name, role_name);
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE kith_owner IN SCHEMA %I'
                   ' GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I', schema_name, role_name);
    EXECUTE replace(script, '__schema__', quote_ident(schema_name));
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.%I FROM %I', schema_name, 'ledger_account', role_name);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.%I FROM %I', schema_name, 'ledger_journal', role_name);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.%I FROM %I', schema_name, 'ledger_posting', role_name);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.%I FROM %I', schema_name, 'invoicing_invoiceline', role_name);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.%I FROM %I', schema_name, 'invoicing_splitpart', role_name);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.%I FROM %I', schema_name, 'invoicing_creditnote', role_name);
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I.%I FROM %I', schema_name, 'invoicing_creditnotepart', role_name);
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE ON %I.%I FROM %I', schema_name, 'django_migrations', role_name);
END
$_$;
CREATE FUNCTION public.kith_remove_tenant(schema_name text, role_name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
    place text;
BEGIN
    IF NOT EXISTS (SELECT FROM public."registry_tenant" t
                    WHERE t.schema_name = kith_remove_tenant.schema_name AND t.db_role = kith_remove_tenant.role_name
                      AND t.closed_at IS NOT NULL AND t.kind <> 'home') THEN
        RAISE EXCEPTION 'no closed tenant is called % with the role %', schema_name, role_name
            USING ERRCODE = 'invalid_name';
    END IF;
    
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', schema_name);
    EXECUTE format('DROP ROLE IF EXISTS %I', role_name);

END
$$;
CREATE FUNCTION public.kith_seal_tenant(schema_name text, role_name text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
    place text;
BEGIN
    IF NOT EXISTS (SELECT FROM public."registry_tenant" t
                    WHERE t.schema_name = kith_seal_tenant.schema_name AND t.db_role = kith_seal_tenant.role_name
                      AND t.closed_at IS NOT NULL AND t.kind <> 'home') THEN
        RAISE EXCEPTION 'no closed tenant is called % with the role %', schema_name, role_name
            USING ERRCODE = 'invalid_name';
    END IF;
    
    FOR place IN SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p') ORDER BY c.relname LOOP
        EXECUTE format('LOCK TABLE %I.%I IN SHARE MODE', schema_name, place);
    END LOOP;
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA %I FROM %I',
                   schema_name, role_name);

END
$$;
CREATE FUNCTION public.ledger_hash(kind text, reverses uuid, codes text[], currencies text[], amounts bigint[]) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path TO 'pg_catalog'
    AS $$
    SELECT encode(sha256(convert_to(concat_ws(
        chr(10), kind, coalesce(reverses::text, ''),
        (SELECT string_agg(concat_ws(' ', code, currency, amount), chr(10)
                           ORDER BY code COLLATE "C", currency COLLATE "C", amount)
           FROM unnest(codes, currencies, amounts) AS l(code, currency, amount))
    ), 'UTF8')), 'hex')
$$;
CREATE FUNCTION public.ledger_open() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    NEW.balance_minor := CASE WHEN NEW.may_go_negative THEN NULL ELSE 0 END;
    RETURN NEW;
END $$;
CREATE FUNCTION public.ledger_post(uuids uuid[], keys text[], kinds text[], memos text[], refs text[], times timestamp with time zone[], reversed uuid[], turns integer[], codes text[], currencies text[], classes text[], free boolean[], amounts bigint[]) RETURNS TABLE(uuid uuid, key text, kind text, effective_at timestamp with time zone, is_same boolean)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_nestloop TO 'off'
    AS $$
#variable_conflict use_column
DECLARE
    hashes text[];
BEGIN
    INSERT INTO public.ledger_account (code, currency, kind, may_go_negative)
    SELECT DISTINCT l.code, l.currency, l.class, l.free
      FROM unnest(codes, currencies, classes, free) AS l(code, currency, class, free)
     WHERE NOT EXISTS (SELECT FROM public.ledger_account a
                        WHERE a.code = l.code AND a.currency = l.currency AND a.code = ANY(codes))
     ORDER BY 1, 2
        ON CONFLICT DO NOTHING;

    SELECT array_agg(public.ledger_hash(
               kinds[l.turn], reversed[l.turn], l.codes, l.currencies, l.amounts) ORDER BY l.turn)
      INTO hashes
      FROM (SELECT turn, array_agg(code) AS codes, array_agg(currency) AS currencies,
                   array_agg(amount) AS amounts
              FROM unnest(turns, codes, currencies, amounts) AS l(turn, code, currency, amount)
             GROUP BY turn) l;

    WITH fresh AS (
        INSERT INTO public.ledger_journal (
            uuid, key, request_hash, kind, memo, reference, effective_at, reverses_id)
        SELECT j.uuid, j.key, j.hash, j.kind, j.memo, j.reference, j.effective_at, j.reverses
          FROM unnest(uuids, keys, hashes, kinds, memos, refs, times, reversed)
            AS j(uuid, key, hash, kind, memo, reference, effective_at, reverses)
         ORDER BY j.key
            ON CONFLICT DO NOTHING
        RETURNING uuid
    )
    INSERT INTO public.ledger_posting (journal_id, account_id, amount_minor)
    SELECT fresh.uuid, a.id, l.amount
      FROM fresh
      JOIN unnest(uuids) WITH ORDINALITY AS asked(uuid, turn) ON asked.uuid = fresh.uuid
      JOIN unnest(turns, codes, currencies, amounts) WITH ORDINALITY
        AS l(turn, code, currency, amount, place) ON l.turn = asked.turn
      JOIN public.ledger_account a ON a.code = l.code AND a.currency = l.currency
     WHERE a.code = ANY(codes)
     ORDER BY l.place;

    RETURN QUERY
    SELECT j.uuid, j.key::text, j.kind::text, j.effective_at, j.request_hash = asked.hash
      FROM unnest(keys, hashes) AS asked(key, hash)
      JOIN public.ledger_journal j ON j.key = asked.key
     WHERE j.key = ANY(keys);
END $$;
CREATE FUNCTION public.ledger_refuse_rewriting() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION '% on %: the books are never rewritten, post a reversing journal',
        TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'books_are_never_rewritten';
END $$;
CREATE FUNCTION public.ledger_weigh() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
DECLARE
    journals uuid[];
    accounts bigint[];
    amounts bigint[];
    bad record;
BEGIN
    SELECT array_agg(journal_id), array_agg(account_id), array_agg(amount_minor)
      INTO journals, accounts, amounts FROM added;

    SELECT l.journal, a.currency, sum(l.amount) AS off INTO bad
      FROM unnest(journals, accounts, amounts) AS l(journal, account, amount)
      JOIN public.ledger_account a ON a.id = l.account
     WHERE a.id = ANY(accounts)
     GROUP BY l.journal, a.currency HAVING sum(l.amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal % is off by % in %', bad.journal, bad.off, bad.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_balances_in_each_currency';
    END IF;

    SELECT j.key INTO bad
      FROM public.ledger_journal j
      JOIN public.ledger_posting p ON p.journal_id = j.uuid
      JOIN public.ledger_account a ON a.id = p.account_id
     WHERE j.uuid = ANY(journals) AND p.journal_id = ANY(journals) AND a.id = ANY(accounts)
     GROUP BY j.uuid, j.key
    HAVING j.request_hash <> public.ledger_hash(
               j.kind, j.reverses_id, array_agg(a.code::text), array_agg(a.currency::text),
               array_agg(p.amount_minor))
     LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'journal % says other legs than it has', bad.key
            USING ERRCODE = 'check_violation', CONSTRAINT = 'journal_has_the_legs_it_says';
    END IF;

    PERFORM FROM public.ledger_account
      WHERE id = ANY(accounts) AND NOT may_go_negative ORDER BY id FOR NO KEY UPDATE;
    IF FOUND THEN
        UPDATE public.ledger_account a
           SET balance_minor = a.balance_minor + moved.amount
          FROM (SELECT account, sum(amount)::bigint AS amount
                  FROM unnest(accounts, amounts) AS l(account, amount) GROUP BY account) moved
         WHERE a.id = moved.account AND NOT a.may_go_negative;
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION public.outbox_wake() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    NOTIFY kith_outbox;
    RETURN NULL;
END $$;
CREATE FUNCTION public.settlement_refuse_new_amount() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog'
    AS $$
BEGIN
    RAISE EXCEPTION 'an amount in % never changes once it is written', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'settled_amounts_never_change';
END $$;
CREATE TABLE kith_template.circle_circle (
    id smallint NOT NULL,
    widest smallint NOT NULL,
    rings jsonb NOT NULL,
    weeks jsonb NOT NULL,
    CONSTRAINT a_ring_has_a_known_size CHECK ((widest = ANY (ARRAY[5, 15, 50, 150, 500]))),
    CONSTRAINT circle_circle_id_check CHECK ((id >= 0)),
    CONSTRAINT circle_circle_widest_check CHECK ((widest >= 0)),
    CONSTRAINT circle_is_one CHECK ((id = 1))
);
CREATE TABLE kith_template.circle_invitation (
    id bigint NOT NULL,
    token character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    sent_to character varying(254) NOT NULL,
    words character varying(300) NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    seen_at timestamp with time zone,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT a_withdrawn_invitation_was_not_accepted CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL)))
);
ALTER TABLE kith_template.circle_invitation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.circle_invitation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.circle_member (
    id bigint NOT NULL,
    person_id uuid NOT NULL,
    name character varying(120) NOT NULL,
    order_id uuid,
    came_at timestamp with time zone NOT NULL,
    joined_at timestamp with time zone,
    left_at timestamp with time zone,
    invitation_id bigint
);
ALTER TABLE kith_template.circle_member ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.circle_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE kith_template.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.invoicing_charge (
    uuid uuid NOT NULL,
    turn smallint NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    idem_key character varying(220) NOT NULL,
    state character varying(8) NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    first_sent_at timestamp with time zone,
    doubted_at timestamp with time zone,
    attempts integer NOT NULL,
    wait_until timestamp with time zone,
    first_empty_read_at timestamp with time zone,
    payment_intent character varying(80),
    ended_at timestamp with time zone,
    reason character varying(60) NOT NULL,
    retry_at timestamp with time zone,
    invoice_id uuid,
    card_id uuid,
    purpose character varying(200) NOT NULL,
    last_sent_at timestamp with time zone,
    empty_reads smallint NOT NULL,
    note character varying(200) NOT NULL,
    upgrade_id uuid,
    CONSTRAINT charge_is_for_an_invoice_or_an_upgrade CHECK ((((invoice_id IS NOT NULL) AND (upgrade_id IS NULL)) OR ((invoice_id IS NULL) AND (upgrade_id IS NOT NULL)))),
    CONSTRAINT charge_is_positive CHECK ((amount_minor > 0)),
    CONSTRAINT charge_paid_names_its_payment CHECK (((NOT ((state)::text = 'done'::text)) OR (payment_intent IS NOT NULL))),
    CONSTRAINT charge_state_is_known CHECK (((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying, 'done'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT invoicing_charge_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT invoicing_charge_empty_reads_check CHECK ((empty_reads >= 0)),
    CONSTRAINT invoicing_charge_turn_check CHECK ((turn >= 0))
);
CREATE TABLE kith_template.invoicing_checkoutsession (
    uuid uuid NOT NULL,
    key character varying(120) NOT NULL,
    order_id uuid,
    invoice_id uuid,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    stripe_id character varying(120),
    url text NOT NULL,
    ended_at timestamp with time zone,
    person_id uuid
);
CREATE TABLE kith_template.invoicing_creditnote (
    uuid uuid NOT NULL,
    number character varying(30) NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    total_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(200) NOT NULL,
    invoice_id uuid NOT NULL,
    refund_id uuid,
    reverses_id uuid,
    seller jsonb,
    CONSTRAINT credit_note_is_of_a_refund_or_takes_one_back CHECK ((((refund_id IS NOT NULL) AND (reverses_id IS NULL) AND (total_minor > 0)) OR ((refund_id IS NULL) AND (reverses_id IS NOT NULL) AND (total_minor < 0))))
);
CREATE TABLE kith_template.invoicing_creditnotepart (
    id bigint NOT NULL,
    party character varying(10) NOT NULL,
    party_ref uuid,
    amount_minor bigint NOT NULL,
    credit_note_id uuid NOT NULL,
    invoice_line_id uuid NOT NULL
);
ALTER TABLE kith_template.invoicing_creditnotepart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.invoicing_creditnotepart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.invoicing_dunningstep (
    id bigint NOT NULL,
    step character varying(6) NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    told_at timestamp with time zone,
    act_on date,
    done_at timestamp with time zone,
    invoice_id uuid NOT NULL,
    CONSTRAINT dunning_letter_is_done_when_told CHECK (((NOT ((step)::text = ANY ((ARRAY['remind'::character varying, 'warn'::character varying, 'notice'::character varying])::text[]))) OR ((done_at IS NULL) AND (told_at IS NULL)) OR ((done_at = told_at) AND (told_at IS NOT NULL)))),
    CONSTRAINT dunning_step_is_known CHECK (((step)::text = ANY ((ARRAY['remind'::character varying, 'warn'::character varying, 'bar'::character varying, 'notice'::character varying, 'end'::character varying])::text[]))),
    CONSTRAINT dunning_warning_told_names_a_day CHECK (((NOT ((step)::text = ANY ((ARRAY['warn'::character varying, 'notice'::character varying])::text[]))) OR (told_at IS NULL) OR (act_on IS NOT NULL)))
);
ALTER TABLE kith_template.invoicing_dunningstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.invoicing_dunningstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.invoicing_invoice (
    uuid uuid NOT NULL,
    key character varying(120) NOT NULL,
    number character varying(30) NOT NULL,
    person_id uuid,
    contact_name character varying(120) NOT NULL,
    contact_email character varying(254) NOT NULL,
    order_id uuid,
    order_number character varying(20) NOT NULL,
    line_id uuid,
    issued_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    paid_at timestamp with time zone,
    total_minor bigint NOT NULL,
    paid_minor bigint NOT NULL,
    refunded_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    write_off_approved_by uuid,
    write_off_asked_at timestamp with time zone,
    write_off_asked_by uuid,
    write_off_reason character varying(300) DEFAULT ''::character varying NOT NULL,
    written_off_at timestamp with time zone,
    seller jsonb,
    CONSTRAINT invoice_is_never_overpaid CHECK ((paid_minor <= total_minor)),
    CONSTRAINT invoice_never_refunds_more_than_was_paid CHECK (((refunded_minor >= 0) AND (refunded_minor <= paid_minor))),
    CONSTRAINT invoice_paid_at_says_it_is_paid_in_full CHECK (((paid_at IS NULL) OR (paid_minor = total_minor))),
    CONSTRAINT invoice_written_off_is_owed_and_was_asked_for CHECK (((written_off_at IS NULL) OR ((paid_minor < total_minor) AND (write_off_asked_by IS NOT NULL) AND (NOT ((write_off_reason)::text = ''::text)))))
);
CREATE TABLE kith_template.invoicing_invoiceline (
    uuid uuid NOT NULL,
    "position" smallint NOT NULL,
    label character varying(200) NOT NULL,
    gross_minor bigint NOT NULL,
    tax_minor bigint NOT NULL,
    tax_basis_points integer NOT NULL,
    period_start date,
    period_end date,
    offer_code character varying(80) NOT NULL,
    base_code character varying(80) NOT NULL,
    sharing_version integer NOT NULL,
    invoice_id uuid NOT NULL,
    CONSTRAINT invoicing_invoiceline_position_check CHECK (("position" >= 0)),
    CONSTRAINT invoicing_invoiceline_sharing_version_check CHECK ((sharing_version >= 0)),
    CONSTRAINT invoicing_invoiceline_tax_basis_points_check CHECK ((tax_basis_points >= 0)),
    CONSTRAINT line_tax_is_within_its_price CHECK (((tax_minor >= 0) AND (tax_minor <= gross_minor)))
);
CREATE TABLE kith_template.invoicing_payment (
    uuid uuid NOT NULL,
    key character varying(120) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    payment_reference character varying(120) NOT NULL,
    received_at timestamp with time zone NOT NULL,
    invoice_id uuid NOT NULL,
    is_by_bank boolean DEFAULT false NOT NULL,
    CONSTRAINT payment_is_positive CHECK ((amount_minor > 0))
);
CREATE TABLE kith_template.invoicing_planupgrade (
    uuid uuid NOT NULL,
    line_id uuid NOT NULL,
    person_id uuid NOT NULL,
    was jsonb NOT NULL,
    becomes jsonb NOT NULL,
    amount_minor bigint NOT NULL,
    wholesale_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    from_on date NOT NULL,
    until date NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    lapses_at timestamp with time zone NOT NULL,
    bill_id uuid NOT NULL,
    ended_at timestamp with time zone,
    paid_at timestamp with time zone,
    returned_at timestamp with time zone,
    change_id uuid,
    undone_at timestamp with time zone,
    CONSTRAINT upgrade_changes_its_line_once_paid CHECK ((((change_id IS NULL) AND (paid_at IS NULL)) OR ((change_id IS NOT NULL) AND (paid_at IS NOT NULL)))),
    CONSTRAINT upgrade_costs_nothing_or_more CHECK (((amount_minor >= 0) AND (wholesale_minor >= 0))),
    CONSTRAINT upgrade_is_undone_once_paid CHECK (((undone_at IS NULL) OR (paid_at IS NOT NULL))),
    CONSTRAINT upgrade_once_paid_or_returned_is_ended CHECK ((((paid_at IS NULL) AND (returned_at IS NULL)) OR ((ended_at IS NOT NULL) AND (paid_at IS NOT NULL) AND (returned_at IS NULL)) OR ((ended_at IS NOT NULL) AND (paid_at IS NULL) AND (returned_at IS NOT NULL))))
);
CREATE TABLE kith_template.invoicing_refund (
    uuid uuid NOT NULL,
    key character varying(120) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(200) NOT NULL,
    requested_by uuid,
    requested_at timestamp with time zone NOT NULL,
    first_sent_at timestamp with time zone,
    doubted_at timestamp with time zone,
    stripe_id character varying(120),
    invoice_id uuid NOT NULL,
    payment_id uuid NOT NULL,
    state character varying(8) NOT NULL,
    purpose character varying(200) NOT NULL,
    idem_key character varying(220) NOT NULL,
    last_sent_at timestamp with time zone,
    attempts integer NOT NULL,
    wait_until timestamp with time zone,
    empty_reads smallint NOT NULL,
    first_empty_read_at timestamp with time zone,
    ended_at timestamp with time zone,
    note character varying(200) NOT NULL,
    dispute_id character varying(80) DEFAULT ''::character varying NOT NULL,
    source character varying(9) DEFAULT 'ours'::character varying NOT NULL,
    CONSTRAINT invoicing_refund_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT invoicing_refund_empty_reads_check CHECK ((empty_reads >= 0)),
    CONSTRAINT refund_by_a_bank_names_its_dispute CHECK (((((dispute_id)::text = ''::text) AND ((source)::text = ANY ((ARRAY['ours'::character varying, 'processor'::character varying])::text[]))) OR (((source)::text = 'bank'::text) AND (NOT ((dispute_id)::text = ''::text))))),
    CONSTRAINT refund_is_positive CHECK ((amount_minor > 0)),
    CONSTRAINT refund_state_is_known CHECK (((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying, 'done'::character varying, 'failed'::character varying])::text[])))
);
CREATE TABLE kith_template.invoicing_savedcard (
    uuid uuid CONSTRAINT invoicing_keptcard_uuid_not_null NOT NULL,
    person_id uuid CONSTRAINT invoicing_keptcard_person_id_not_null NOT NULL,
    customer character varying(80) CONSTRAINT invoicing_keptcard_customer_not_null NOT NULL,
    payment_method character varying(80) CONSTRAINT invoicing_keptcard_payment_method_not_null NOT NULL,
    brand character varying(30) CONSTRAINT invoicing_keptcard_brand_not_null NOT NULL,
    last4 character varying(4) CONSTRAINT invoicing_keptcard_last4_not_null NOT NULL,
    exp_month smallint CONSTRAINT invoicing_keptcard_exp_month_not_null NOT NULL,
    exp_year smallint CONSTRAINT invoicing_keptcard_exp_year_not_null NOT NULL,
    saved_at timestamp with time zone CONSTRAINT invoicing_keptcard_kept_at_not_null NOT NULL,
    removed_at timestamp with time zone,
    CONSTRAINT invoicing_keptcard_exp_month_check CHECK ((exp_month >= 0)),
    CONSTRAINT invoicing_keptcard_exp_year_check CHECK ((exp_year >= 0))
);
CREATE TABLE kith_template.invoicing_splitpart (
    id bigint NOT NULL,
    party character varying(10) NOT NULL,
    party_ref uuid,
    amount_minor bigint NOT NULL,
    invoice_line_id uuid NOT NULL,
    CONSTRAINT split_part_is_positive CHECK ((amount_minor > 0)),
    CONSTRAINT split_party_is_known CHECK (((party)::text = ANY ((ARRAY['tax'::character varying, 'wholesale'::character varying, 'platform'::character varying, 'seller'::character varying, 'sponsor'::character varying, 'rounding'::character varying])::text[])))
);
ALTER TABLE kith_template.invoicing_splitpart ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.invoicing_splitpart_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.ledger_account (
    id bigint NOT NULL,
    code character varying(120) NOT NULL,
    currency character varying(3) NOT NULL,
    kind character varying(12) NOT NULL,
    may_go_negative boolean NOT NULL,
    balance_minor bigint,
    CONSTRAINT account_keeps_its_balance_where_it_is_guarded CHECK ((((balance_minor IS NULL) AND may_go_negative) OR ((balance_minor IS NOT NULL) AND (NOT may_go_negative)))),
    CONSTRAINT account_stays_on_its_own_side CHECK ((may_go_negative OR ((balance_minor >= 0) AND ((kind)::text = ANY ((ARRAY['asset'::character varying, 'expense'::character varying, 'clearing'::character varying])::text[]))) OR ((NOT ((kind)::text = ANY ((ARRAY['asset'::character varying, 'expense'::character varying, 'clearing'::character varying])::text[]))) AND (balance_minor <= 0))))
);
ALTER TABLE kith_template.ledger_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.ledger_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.ledger_journal (
    uuid uuid NOT NULL,
    key character varying(200) NOT NULL,
    request_hash character varying(64) NOT NULL,
    kind character varying(40) NOT NULL,
    memo character varying(200) NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    reverses_id uuid,
    reference character varying(120) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT journal_never_reverses_itself CHECK (((reverses_id IS NULL) OR (NOT ((reverses_id = uuid) AND (reverses_id IS NOT NULL)))))
);
CREATE TABLE kith_template.ledger_posting (
    id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    account_id bigint NOT NULL,
    journal_id uuid NOT NULL,
    CONSTRAINT posting_moves_something CHECK ((NOT (amount_minor = 0)))
);
ALTER TABLE kith_template.ledger_posting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.ledger_posting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.lines_line (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    order_id uuid NOT NULL,
    offer_code character varying(80) NOT NULL,
    offer_name character varying(120) NOT NULL,
    base_code character varying(80) NOT NULL,
    price_minor bigint NOT NULL,
    wholesale_minor bigint NOT NULL,
    tax_basis_points integer NOT NULL,
    currency character varying(3) NOT NULL,
    period character varying(5) NOT NULL,
    allowances jsonb NOT NULL,
    e164 character varying(16) NOT NULL,
    iccid character varying(20) NOT NULL,
    activation_code character varying(400) NOT NULL,
    network_reference character varying(120) NOT NULL,
    activated_at timestamp with time zone NOT NULL,
    started_on date NOT NULL,
    next_renewal_on date,
    suspended_at timestamp with time zone,
    ended_at timestamp with time zone,
    place smallint NOT NULL,
    unpaid_since timestamp with time zone,
    ends_on date,
    CONSTRAINT line_after_the_first_costs_nothing CHECK (((place = 1) OR ((place > 1) AND (price_minor = 0) AND (wholesale_minor = 0)))),
    CONSTRAINT line_period_is_known CHECK (((period)::text = ANY ((ARRAY['month'::character varying, 'week'::character varying, 'once'::character varying])::text[]))),
    CONSTRAINT line_price_is_not_negative CHECK ((price_minor >= 0)),
    CONSTRAINT line_renews_unless_paid_once_or_by_the_first CHECK ((((((period)::text = 'once'::text) OR (place > 1)) AND (next_renewal_on IS NULL)) OR ((NOT ((period)::text = 'once'::text)) AND (next_renewal_on IS NOT NULL) AND (place = 1)))),
    CONSTRAINT lines_line_place_check CHECK ((place >= 0)),
    CONSTRAINT lines_line_tax_basis_points_check CHECK ((tax_basis_points >= 0))
);
CREATE TABLE kith_template.lines_lineevent (
    id uuid NOT NULL,
    what character varying(12) NOT NULL,
    iccid character varying(20) NOT NULL,
    imsi character varying(15) NOT NULL,
    activation_code character varying(400) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    failed_at timestamp with time zone,
    note character varying(300) NOT NULL,
    line_id uuid NOT NULL,
    base_code character varying(80) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT line_event_is_done_or_failed_not_both CHECK (((done_at IS NULL) OR (failed_at IS NULL)))
);
CREATE TABLE kith_template.lines_planchange (
    id uuid NOT NULL,
    was jsonb NOT NULL,
    becomes jsonb NOT NULL,
    from_on date NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    switched_at timestamp with time zone,
    undone_at timestamp with time zone,
    line_id uuid NOT NULL,
    event_id uuid,
    is_now boolean DEFAULT false NOT NULL,
    CONSTRAINT plan_change_is_done_or_undone_not_both CHECK (((done_at IS NULL) OR (undone_at IS NULL))),
    CONSTRAINT plan_change_is_switched_once_done CHECK (((switched_at IS NULL) OR (done_at IS NOT NULL))),
    CONSTRAINT plan_change_now_is_done_with_the_network CHECK (((NOT is_now) OR (done_at IS NULL) OR (switched_at IS NOT NULL)))
);
CREATE TABLE kith_template.ordering_activation (
    id uuid NOT NULL,
    place smallint NOT NULL,
    e164 character varying(16) NOT NULL,
    iccid character varying(20) NOT NULL,
    imsi character varying(15) NOT NULL,
    activation_code character varying(400) NOT NULL,
    attempt smallint NOT NULL,
    unanswered_count smallint NOT NULL,
    adapter character varying(12) NOT NULL,
    network_reference character varying(120) NOT NULL,
    active_at timestamp with time zone,
    order_id uuid NOT NULL,
    CONSTRAINT ordering_activation_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT ordering_activation_place_check CHECK ((place >= 0)),
    CONSTRAINT ordering_activation_unanswered_count_check CHECK ((unanswered_count >= 0))
);
CREATE TABLE kith_template.ordering_order (
    id uuid NOT NULL,
    number character varying(12) NOT NULL,
    token character varying(64) NOT NULL,
    idempotency_key character varying(120) NOT NULL,
    person_id uuid,
    encouraged_by_id uuid,
    contact_name character varying(120) NOT NULL,
    contact_email character varying(254) NOT NULL,
    contact_phone character varying(32) NOT NULL,
    delivery_address text NOT NULL,
    offer_code character varying(80) NOT NULL,
    offer_name character varying(120) NOT NULL,
    base_code character varying(80) NOT NULL,
    period character varying(5) NOT NULL,
    allowances jsonb NOT NULL,
    total_minor bigint NOT NULL,
    wholesale_minor bigint NOT NULL,
    tax_basis_points integer NOT NULL,
    currency character varying(3) NOT NULL,
    sim_form character varying(8) NOT NULL,
    payment_reference character varying(120) NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    paid_at timestamp with time zone,
    active_at timestamp with time zone,
    posted_at timestamp with time zone,
    cancelled_at timestamp with time zone,
    failed_at timestamp with time zone,
    failure character varying(300) NOT NULL,
    refunded_at timestamp with time zone,
    empty_pool_count smallint NOT NULL,
    has_card_consent boolean DEFAULT false NOT NULL,
    steps jsonb NOT NULL,
    encourager_word character varying(120) DEFAULT ''::character varying NOT NULL,
    language character varying(5) DEFAULT ''::character varying NOT NULL,
    external_id character varying(100) DEFAULT ''::character varying NOT NULL,
    remarks jsonb DEFAULT '{}'::jsonb NOT NULL,
    number_wish jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT order_card_has_somewhere_to_go CHECK ((((sim_form)::text = 'esim'::text) OR (NOT (delivery_address = ''::text)))),
    CONSTRAINT order_ends_in_one_way CHECK ((((active_at IS NULL) AND (failed_at IS NULL)) OR ((active_at IS NULL) AND (cancelled_at IS NULL)) OR ((cancelled_at IS NULL) AND (failed_at IS NULL)))),
    CONSTRAINT order_is_active_only_when_paid CHECK (((active_at IS NULL) OR (paid_at IS NOT NULL))),
    CONSTRAINT order_sim_form_is_known CHECK (((sim_form)::text = ANY ((ARRAY['esim'::character varying, 'physical'::character varying])::text[]))),
    CONSTRAINT order_total_is_not_negative CHECK ((total_minor >= 0)),
    CONSTRAINT ordering_order_empty_pool_count_check CHECK ((empty_pool_count >= 0)),
    CONSTRAINT ordering_order_tax_basis_points_check CHECK ((tax_basis_points >= 0))
);
CREATE TABLE kith_template.porting_portin (
    state character varying(8) NOT NULL,
    purpose character varying(200) NOT NULL,
    idem_key character varying(220) NOT NULL,
    first_sent_at timestamp with time zone,
    last_sent_at timestamp with time zone,
    doubted_at timestamp with time zone,
    attempts integer NOT NULL,
    wait_until timestamp with time zone,
    empty_reads smallint NOT NULL,
    first_empty_read_at timestamp with time zone,
    ended_at timestamp with time zone,
    note character varying(200) NOT NULL,
    id uuid NOT NULL,
    line_id uuid NOT NULL,
    person_id uuid NOT NULL,
    e164 character varying(16) NOT NULL,
    operator character varying(80) NOT NULL,
    account character varying(40) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    errand character varying(5) NOT NULL,
    reference character varying(120) NOT NULL,
    moves_on date NOT NULL,
    submitted_at timestamp with time zone,
    accepted_at timestamp with time zone,
    cancel_asked_at timestamp with time zone,
    closed_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    reason character varying(200) NOT NULL,
    CONSTRAINT port_in_ends_in_a_known_way_and_without_the_account CHECK ((((closed_at IS NULL) AND ((outcome)::text = ''::text)) OR (((account)::text = ''::text) AND (closed_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['moved'::character varying, 'refused'::character varying, 'cancelled'::character varying])::text[]))))),
    CONSTRAINT port_in_errand_is_known CHECK (((errand)::text = ANY ((ARRAY['bring'::character varying, 'leave'::character varying])::text[]))),
    CONSTRAINT port_in_state_is_known CHECK (((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying, 'done'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT porting_portin_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT porting_portin_empty_reads_check CHECK ((empty_reads >= 0))
);
CREATE TABLE kith_template.porting_portout (
    id uuid NOT NULL,
    line_id uuid NOT NULL,
    person_id uuid NOT NULL,
    e164 character varying(16) NOT NULL,
    code character varying(12) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    good_until timestamp with time zone NOT NULL,
    operator character varying(80) NOT NULL,
    accepted_at timestamp with time zone,
    ended_at timestamp with time zone,
    outcome character varying(10) NOT NULL,
    CONSTRAINT port_out_ends_in_a_known_way_and_without_its_code CHECK ((((ended_at IS NULL) AND ((outcome)::text = ''::text) AND (NOT ((code)::text = ''::text))) OR (((code)::text = ''::text) AND (ended_at IS NOT NULL) AND ((outcome)::text = ANY ((ARRAY['moved'::character varying, 'cancelled'::character varying, 'locked'::character varying, 'replaced'::character varying])::text[])))))
);
CREATE TABLE kith_template.series_series (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT series_series_last_check CHECK ((last >= 0))
);
ALTER TABLE kith_template.series_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.series_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.storefront_offer (
    id bigint NOT NULL,
    code character varying(60) NOT NULL,
    base_code character varying(200) NOT NULL,
    base_version integer NOT NULL,
    base_name character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    name character varying(60) NOT NULL,
    blurb character varying(200) NOT NULL,
    allowances jsonb NOT NULL,
    price_minor bigint NOT NULL,
    wholesale_minor bigint NOT NULL,
    tax_basis_points integer NOT NULL,
    currency character varying(3) NOT NULL,
    period character varying(8) NOT NULL,
    "position" integer NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    stopped_at timestamp with time zone,
    changed_at timestamp with time zone,
    translations jsonb DEFAULT '{}'::jsonb NOT NULL,
    price_before_minor bigint,
    repriced_at timestamp with time zone,
    CONSTRAINT an_offer_costs_something CHECK ((price_minor > 0)),
    CONSTRAINT an_offer_is_withdrawn_after_it_was_published CHECK (((withdrawn_at IS NULL) OR (published_at IS NOT NULL))),
    CONSTRAINT an_offer_sells_at_or_above_wholesale CHECK ((price_minor >= wholesale_minor)),
    CONSTRAINT an_offer_that_was_stopped_is_withdrawn CHECK (((stopped_at IS NULL) OR (withdrawn_at IS NOT NULL))),
    CONSTRAINT storefront_offer_base_version_check CHECK ((base_version >= 0)),
    CONSTRAINT storefront_offer_position_check CHECK (("position" >= 0)),
    CONSTRAINT storefront_offer_tax_basis_points_check CHECK ((tax_basis_points >= 0))
);
ALTER TABLE kith_template.storefront_offer ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME kith_template.storefront_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE kith_template.workspace_workspace (
    id smallint NOT NULL,
    name character varying(80) NOT NULL,
    tagline character varying(160) NOT NULL,
    about text NOT NULL,
    support_email character varying(254) NOT NULL,
    support_hours character varying(120) NOT NULL,
    languages jsonb NOT NULL,
    described_at timestamp with time zone,
    branded_at timestamp with time zone,
    shared_at timestamp with time zone,
    accent character varying(7),
    ink_on_accent character varying(7),
    surface_tint character varying(7),
    radius smallint,
    type_pairing character varying(8),
    logo character varying(80) NOT NULL,
    logo_width smallint,
    logo_height smallint,
    translations jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT brand_colours_are_hex CHECK ((((accent)::text ~ '^#[0-9a-f]{6}$'::text) AND ((ink_on_accent)::text ~ '^#[0-9a-f]{6}$'::text) AND ((surface_tint)::text ~ '^#[0-9a-f]{6}$'::text))),
    CONSTRAINT brand_is_whole_or_missing CHECK ((((accent IS NULL) AND (ink_on_accent IS NULL) AND ((logo)::text = ''::text) AND (radius IS NULL) AND (surface_tint IS NULL) AND (type_pairing IS NULL)) OR ((accent IS NOT NULL) AND (ink_on_accent IS NOT NULL) AND (radius IS NOT NULL) AND (surface_tint IS NOT NULL) AND (type_pairing IS NOT NULL)))),
    CONSTRAINT brand_logo_has_a_size CHECK ((((logo)::text = ''::text) OR ((logo_height IS NOT NULL) AND (logo_width IS NOT NULL)))),
    CONSTRAINT brand_radius_is_small CHECK ((radius <= 28)),
    CONSTRAINT workspace_is_one CHECK ((id = 1)),
    CONSTRAINT workspace_workspace_id_check CHECK ((id >= 0)),
    CONSTRAINT workspace_workspace_logo_height_check CHECK ((logo_height >= 0)),
    CONSTRAINT workspace_workspace_logo_width_check CHECK ((logo_width >= 0)),
    CONSTRAINT workspace_workspace_radius_check CHECK ((radius >= 0))
);
CREATE TABLE public.account_emailaddress (
    id integer NOT NULL,
    email character varying(254) NOT NULL,
    verified boolean NOT NULL,
    "primary" boolean NOT NULL,
    user_id uuid NOT NULL
);
ALTER TABLE public.account_emailaddress ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailaddress_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.account_emailconfirmation (
    id integer NOT NULL,
    created timestamp with time zone NOT NULL,
    sent timestamp with time zone,
    key character varying(64) NOT NULL,
    email_address_id integer NOT NULL
);
ALTER TABLE public.account_emailconfirmation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.account_emailconfirmation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_accesstoken (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    name character varying(60) NOT NULL,
    digest character varying(64) NOT NULL,
    may_write boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    person_id uuid NOT NULL
);
CREATE TABLE public.accounts_consent (
    id bigint NOT NULL,
    purpose character varying(40) NOT NULL,
    wording_version character varying(20) NOT NULL,
    given_at timestamp with time zone NOT NULL,
    withdrawn_at timestamp with time zone,
    person_id uuid NOT NULL,
    tenant_id uuid
);
ALTER TABLE public.accounts_consent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_guest (
    id uuid NOT NULL,
    tenant_id uuid,
    email character varying(254) NOT NULL,
    full_name character varying(120) NOT NULL,
    locale character varying(5) NOT NULL,
    bought_at timestamp with time zone NOT NULL,
    claimed_at timestamp with time zone,
    refused_at timestamp with time zone,
    claimed_by_id uuid,
    CONSTRAINT guest_is_claimed_by_somebody_at_a_moment CHECK ((((claimed_at IS NULL) AND (claimed_by_id IS NULL)) OR ((claimed_at IS NOT NULL) AND (claimed_by_id IS NOT NULL)))),
    CONSTRAINT guest_is_not_claimed_and_refused CHECK (((claimed_by_id IS NULL) OR (refused_at IS NULL)))
);
CREATE TABLE public.accounts_handover (
    id bigint NOT NULL,
    digest character varying(64) NOT NULL,
    browser character varying(64) NOT NULL,
    host character varying(253) NOT NULL,
    tenant_id uuid,
    onward text NOT NULL,
    family uuid NOT NULL,
    auth_hash character varying(64) NOT NULL,
    proofs jsonb NOT NULL,
    session_ends_at timestamp with time zone NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    person_id uuid NOT NULL
);
ALTER TABLE public.accounts_handover ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_handover_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_lentlook (
    id bigint NOT NULL,
    path character varying(300) NOT NULL,
    was_refused boolean NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    view_id uuid NOT NULL
);
ALTER TABLE public.accounts_lentlook ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_lentlook_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_lentview (
    id uuid NOT NULL,
    to_address character varying(254) NOT NULL,
    tenant_id uuid NOT NULL,
    code character varying(6) NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    taken_at timestamp with time zone,
    ends_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    helper_id uuid,
    owner_id uuid NOT NULL,
    CONSTRAINT a_view_that_was_taken_has_a_helper_and_no_code CHECK (((taken_at IS NULL) OR (((code)::text = ''::text) AND (helper_id IS NOT NULL) AND ((to_address)::text = ''::text)))),
    CONSTRAINT nobody_lends_a_view_to_themselves CHECK (((helper_id IS NULL) OR (NOT ((helper_id = owner_id) AND (helper_id IS NOT NULL)))))
);
CREATE TABLE public.accounts_partyrole (
    id bigint NOT NULL,
    role character varying(12) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    granted_by uuid,
    person_id uuid NOT NULL,
    tenant_id uuid,
    CONSTRAINT role_ends_after_it_starts CHECK (((ends_at IS NULL) OR (ends_at >= starts_at)))
);
ALTER TABLE ONLY public.accounts_partyrole FORCE ROW LEVEL SECURITY;
ALTER TABLE public.accounts_partyrole ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.accounts_partyrole_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.accounts_person (
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    full_name character varying(120) NOT NULL,
    handle character varying(30) NOT NULL,
    handle_shape character varying(30) NOT NULL,
    phone character varying(16),
    locale character varying(5) NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    seen_until timestamp with time zone,
    CONSTRAINT person_email_is_lower_case CHECK (((email)::text = lower((email)::text))),
    CONSTRAINT person_phone_is_in_full CHECK (((phone IS NULL) OR ((phone)::text ~~ '+%'::text)))
);
ALTER TABLE ONLY public.accounts_person FORCE ROW LEVEL SECURITY;
CREATE TABLE public.accounts_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    tenant_id uuid,
    person_id uuid,
    device character varying(120) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    family uuid DEFAULT gen_random_uuid() NOT NULL
);
CREATE TABLE public.accounts_teaminvitation (
    id uuid NOT NULL,
    email character varying(254) NOT NULL,
    role character varying(12) NOT NULL,
    invited_by uuid NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    accepted_by_id uuid,
    tenant_id uuid,
    CONSTRAINT an_accepted_offer_says_by_whom CHECK ((((accepted_at IS NULL) AND (accepted_by_id IS NULL)) OR ((accepted_at IS NOT NULL) AND (accepted_by_id IS NOT NULL)))),
    CONSTRAINT an_accepted_offer_was_not_withdrawn CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL)))
);
ALTER TABLE ONLY public.accounts_teaminvitation FORCE ROW LEVEL SECURITY;
CREATE TABLE public.audit_auditentry (
    id bigint NOT NULL,
    action character varying(80) NOT NULL,
    actor_id uuid,
    tenant_id uuid,
    subject character varying(200) NOT NULL,
    detail jsonb NOT NULL,
    happened_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
ALTER TABLE public.audit_auditentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_auditentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_block (
    number bigint NOT NULL,
    schema character varying(63) NOT NULL,
    source character varying(63) NOT NULL,
    rows jsonb NOT NULL,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL,
    sealed_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
CREATE TABLE public.audit_look (
    id bigint NOT NULL,
    schema character varying(63) NOT NULL,
    source character varying(63) NOT NULL,
    taken_in bigint NOT NULL,
    looked_at timestamp with time zone NOT NULL
);
ALTER TABLE public.audit_look ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.audit_look_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group (
    id integer NOT NULL,
    name character varying(150) NOT NULL
);
ALTER TABLE public.auth_group ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_group_permissions (
    id bigint NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL
);
ALTER TABLE public.auth_group_permissions ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_group_permissions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.auth_permission (
    id integer NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL
);
ALTER TABLE public.auth_permission ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.auth_permission_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.bank_allotment (
    uuid uuid NOT NULL,
    key character varying(160) NOT NULL,
    kind character varying(6) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    tenant_id uuid,
    invoice_id uuid,
    number character varying(30) NOT NULL,
    batch uuid,
    reason character varying(300) NOT NULL,
    by uuid,
    agreed_by uuid,
    at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    undone_at timestamp with time zone,
    undone_by uuid,
    problem character varying(300) NOT NULL,
    entry_id uuid NOT NULL,
    CONSTRAINT allotment_by_somebody_says_why CHECK (((by IS NULL) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT allotment_is_done_or_undone CHECK (((done_at IS NULL) OR (undone_at IS NULL))),
    CONSTRAINT allotment_is_positive CHECK ((amount_minor > 0)),
    CONSTRAINT allotment_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['bill'::character varying, 'return'::character varying, 'aside'::character varying])::text[]))),
    CONSTRAINT allotment_to_a_bill_names_it CHECK (((NOT ((kind)::text = 'bill'::text)) OR ((batch IS NOT NULL) AND (invoice_id IS NOT NULL) AND (tenant_id IS NOT NULL))))
);
CREATE TABLE public.bank_bankentry (
    uuid uuid NOT NULL,
    key character varying(64) NOT NULL,
    iban character varying(34) NOT NULL,
    reference character varying(140) NOT NULL,
    booked_on date NOT NULL,
    amount_minor bigint NOT NULL,
    left_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    payer_name character varying(140) NOT NULL,
    payer_iban character varying(34) NOT NULL,
    text character varying(500) NOT NULL,
    why character varying(12) NOT NULL,
    number character varying(30) NOT NULL,
    file_id uuid NOT NULL,
    CONSTRAINT bank_entry_is_given_away_once CHECK (((left_minor >= 0) AND (left_minor <= amount_minor))),
    CONSTRAINT bank_entry_is_positive CHECK ((amount_minor > 0))
);
CREATE TABLE public.bank_bankfile (
    uuid uuid NOT NULL,
    name character varying(120) NOT NULL,
    digest character varying(64) NOT NULL,
    iban character varying(34) NOT NULL,
    first_on date NOT NULL,
    last_on date NOT NULL,
    credit_count integer NOT NULL,
    new_count integer NOT NULL,
    paid_count integer NOT NULL,
    taken_by uuid NOT NULL,
    taken_at timestamp with time zone NOT NULL,
    CONSTRAINT bank_bankfile_credit_count_check CHECK ((credit_count >= 0)),
    CONSTRAINT bank_bankfile_new_count_check CHECK ((new_count >= 0)),
    CONSTRAINT bank_bankfile_paid_count_check CHECK ((paid_count >= 0))
);
CREATE TABLE public.bank_bankreturn (
    uuid uuid NOT NULL,
    purpose character varying(200) NOT NULL,
    tenant_id uuid,
    refund_id uuid,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    name character varying(140) NOT NULL,
    iban character varying(34) NOT NULL,
    text character varying(140) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    sent_by uuid,
    undone_at timestamp with time zone,
    allotment_id uuid,
    CONSTRAINT bank_return_is_of_an_entry_or_a_refund CHECK ((((allotment_id IS NOT NULL) AND (refund_id IS NULL)) OR ((allotment_id IS NULL) AND (refund_id IS NOT NULL) AND (tenant_id IS NOT NULL)))),
    CONSTRAINT bank_return_is_positive CHECK ((amount_minor > 0)),
    CONSTRAINT bank_return_is_sent_by_somebody CHECK (((sent_at IS NULL) OR ((sent_by IS NOT NULL) AND (undone_at IS NULL))))
);
CREATE TABLE public.disputes_dispute (
    id character varying(80) NOT NULL,
    payment_reference character varying(80) NOT NULL,
    tenant_id uuid,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(60) NOT NULL,
    status character varying(30) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_by timestamp with time zone,
    evidence jsonb NOT NULL,
    submission_count smallint NOT NULL,
    answer_key character varying(80) NOT NULL,
    closed_at timestamp with time zone,
    turn smallint NOT NULL,
    read_at timestamp with time zone NOT NULL,
    withdrawn_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    taken_minor bigint NOT NULL,
    absorbed_minor bigint NOT NULL,
    settle_count integer NOT NULL,
    invoice_number character varying(30) NOT NULL,
    order_number character varying(20) NOT NULL,
    customer_name character varying(120) NOT NULL,
    CONSTRAINT dispute_is_about_something CHECK ((amount_minor > 0)),
    CONSTRAINT dispute_is_closed_when_the_bank_has_decided CHECK ((((closed_at IS NULL) AND ((status)::text = ANY ((ARRAY['needs_response'::character varying, 'under_review'::character varying, 'warning_needs_response'::character varying, 'warning_under_review'::character varying])::text[]))) OR ((closed_at IS NOT NULL) AND ((status)::text = ANY ((ARRAY['won'::character varying, 'lost'::character varying, 'prevented'::character varying, 'warning_closed'::character varying])::text[]))))),
    CONSTRAINT dispute_leaves_us_no_less_than_nothing CHECK ((absorbed_minor >= 0)),
    CONSTRAINT dispute_takes_back_no_less_than_nothing CHECK ((taken_minor >= 0)),
    CONSTRAINT disputes_dispute_settle_count_check CHECK ((settle_count >= 0)),
    CONSTRAINT disputes_dispute_submission_count_check CHECK ((submission_count >= 0)),
    CONSTRAINT disputes_dispute_turn_check CHECK ((turn >= 0))
);
CREATE TABLE public.django_content_type (
    id integer NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL
);
ALTER TABLE public.django_content_type ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_content_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.django_migrations (
    id bigint NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL
);
ALTER TABLE public.django_migrations ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.django_migrations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.entities_document (
    id bigint NOT NULL,
    "position" bigint NOT NULL,
    number character varying(30) NOT NULL,
    tenant_id uuid NOT NULL,
    document_id uuid NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    series_id bigint NOT NULL,
    CONSTRAINT entities_document_position_check CHECK (("position" >= 0)),
    CONSTRAINT numbers_begin_at_one CHECK (("position" >= 1))
);
ALTER TABLE public.entities_document ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entities_document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.entities_entitydetails (
    id bigint NOT NULL,
    version integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    legal_name character varying(120) NOT NULL,
    address character varying(300) NOT NULL,
    country character varying(2) NOT NULL,
    tax_number character varying(30) NOT NULL,
    registration character varying(200) NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    entity_id uuid NOT NULL,
    agreed_by uuid,
    iban character varying(34) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT entities_entitydetails_version_check CHECK ((version >= 0)),
    CONSTRAINT entity_details_are_agreed_to_by_somebody_else CHECK (((agreed_by IS NULL) OR (NOT ((agreed_by = recorded_by) AND (agreed_by IS NOT NULL) AND (recorded_by IS NOT NULL))))),
    CONSTRAINT entity_details_are_whole CHECK (((NOT ((legal_name)::text = ''::text)) AND (NOT ((address)::text = ''::text)) AND (NOT ((country)::text = ''::text)) AND (NOT ((tax_number)::text = ''::text))))
);
ALTER TABLE public.entities_entitydetails ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entities_entitydetails_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.entities_legalentity (
    uuid uuid NOT NULL,
    code character varying(6) NOT NULL,
    is_telco boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT entity_code_is_of_capitals_and_digits CHECK (((code)::text ~ '^[A-Z][A-Z0-9]{1,5}$'::text))
);
CREATE TABLE public.entities_numberseries (
    id bigint NOT NULL,
    kind character varying(11) NOT NULL,
    year smallint NOT NULL,
    last bigint NOT NULL,
    entity_id uuid NOT NULL,
    CONSTRAINT entities_numberseries_last_check CHECK ((last >= 0)),
    CONSTRAINT entities_numberseries_year_check CHECK ((year >= 0)),
    CONSTRAINT series_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['invoice'::character varying, 'credit_note'::character varying, 'debit_note'::character varying])::text[])))
);
ALTER TABLE public.entities_numberseries ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.entities_numberseries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.fence_installation (
    id smallint NOT NULL,
    identity uuid NOT NULL,
    epoch integer NOT NULL,
    reconciled_at timestamp with time zone,
    CONSTRAINT an_epoch_is_counted_from_one CHECK ((epoch >= 1)),
    CONSTRAINT fence_installation_epoch_check CHECK ((epoch >= 0)),
    CONSTRAINT fence_installation_id_check CHECK ((id >= 0)),
    CONSTRAINT there_is_one_installation CHECK ((id = 1))
);
CREATE TABLE public.fence_look (
    id smallint NOT NULL,
    looked_at timestamp with time zone NOT NULL,
    written_by character varying(20) NOT NULL,
    timeline character varying(8) NOT NULL,
    CONSTRAINT fence_look_id_check CHECK ((id >= 0)),
    CONSTRAINT there_is_one_look CHECK ((id = 1))
);
CREATE TABLE public.fence_pause (
    uuid uuid NOT NULL,
    reason character varying(8) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    newest_epoch integer NOT NULL,
    looked_at timestamp with time zone,
    asked_by uuid,
    asked_at timestamp with time zone,
    released_by uuid,
    released_at timestamp with time zone,
    CONSTRAINT fence_pause_newest_epoch_check CHECK ((newest_epoch >= 0)),
    CONSTRAINT pause_ends_by_two_different_people CHECK (((released_at IS NULL) OR ((asked_by IS NOT NULL) AND (released_by IS NOT NULL) AND (NOT ((asked_by = released_by) AND (asked_by IS NOT NULL) AND (released_by IS NOT NULL)))))),
    CONSTRAINT pause_reason_is_known CHECK (((reason)::text = ANY ((ARRAY['unknown'::character varying, 'newer'::character varying, 'copy'::character varying])::text[])))
);
CREATE TABLE public.kith_blueprint (
    script text NOT NULL
);
CREATE TABLE public.kith_step (
    "position" bigint NOT NULL,
    level text NOT NULL,
    script text NOT NULL
);
ALTER TABLE public.kith_step ALTER COLUMN "position" ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.kith_step_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_account (
    id bigint NOT NULL,
    code character varying(120) NOT NULL,
    currency character varying(3) NOT NULL,
    kind character varying(12) NOT NULL,
    may_go_negative boolean NOT NULL,
    balance_minor bigint,
    CONSTRAINT account_keeps_its_balance_where_it_is_guarded CHECK ((((balance_minor IS NULL) AND may_go_negative) OR ((balance_minor IS NOT NULL) AND (NOT may_go_negative)))),
    CONSTRAINT account_stays_on_its_own_side CHECK ((may_go_negative OR ((balance_minor >= 0) AND ((kind)::text = ANY ((ARRAY['asset'::character varying, 'expense'::character varying, 'clearing'::character varying])::text[]))) OR ((NOT ((kind)::text = ANY ((ARRAY['asset'::character varying, 'expense'::character varying, 'clearing'::character varying])::text[]))) AND (balance_minor <= 0))))
);
ALTER TABLE public.ledger_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.ledger_journal (
    uuid uuid NOT NULL,
    key character varying(200) NOT NULL,
    request_hash character varying(64) NOT NULL,
    kind character varying(40) NOT NULL,
    memo character varying(200) NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    reverses_id uuid,
    reference character varying(120) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT journal_never_reverses_itself CHECK (((reverses_id IS NULL) OR (NOT ((reverses_id = uuid) AND (reverses_id IS NOT NULL)))))
);
CREATE TABLE public.ledger_posting (
    id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    account_id bigint NOT NULL,
    journal_id uuid NOT NULL,
    CONSTRAINT posting_moves_something CHECK ((NOT (amount_minor = 0)))
);
ALTER TABLE public.ledger_posting ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.ledger_posting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE UNLOGGED TABLE public.limits_allowance (
    key character varying(120) NOT NULL,
    spent_until timestamp with time zone NOT NULL
);
CREATE UNLOGGED TABLE public.limits_guessing (
    key character varying(120) NOT NULL,
    count integer NOT NULL,
    open_at timestamp with time zone NOT NULL,
    forgotten_at timestamp with time zone NOT NULL,
    CONSTRAINT limits_guessing_count_check CHECK ((count >= 0))
);
CREATE TABLE public.limits_kept (
    key character varying(260) NOT NULL,
    value jsonb,
    ends_at timestamp with time zone
);
CREATE TABLE public.mail_sentmail (
    key character varying(64) NOT NULL,
    sent_at timestamp with time zone NOT NULL
);
CREATE TABLE public.mfa_authenticator (
    id bigint NOT NULL,
    type character varying(20) NOT NULL,
    data jsonb NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone
);
ALTER TABLE public.mfa_authenticator ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.mfa_authenticator_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.network_comingnumber (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    e164 character varying(16) NOT NULL,
    operator character varying(80) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    waits_for character varying(10) NOT NULL,
    waits_since timestamp with time zone NOT NULL,
    late_from timestamp with time zone NOT NULL,
    moves_on date NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT coming_number_waits_for_somebody_known CHECK (((waits_for)::text = ANY ((ARRAY['us'::character varying, 'operator'::character varying, 'day'::character varying])::text[])))
);
CREATE TABLE public.network_leavingcode (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    e164 character varying(16) NOT NULL,
    digest character varying(64) NOT NULL,
    good_until timestamp with time zone NOT NULL,
    wrong_count smallint NOT NULL,
    move_id character varying(80) NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT network_leavingcode_wrong_count_check CHECK ((wrong_count >= 0))
);
CREATE TABLE public.network_manualtask (
    id uuid NOT NULL,
    request_id character varying(200) NOT NULL,
    tenant_id uuid NOT NULL,
    verb character varying(12) NOT NULL,
    e164 character varying(16) NOT NULL,
    iccid character varying(20) NOT NULL,
    imsi character varying(15) NOT NULL,
    plan character varying(80) NOT NULL,
    reference character varying(120) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    closed_by_id uuid,
    is_done boolean,
    reason character varying(300) NOT NULL,
    particulars jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT manual_task_failure_has_a_reason CHECK (((NOT ((NOT is_done) AND (is_done IS NOT NULL))) OR (NOT ((reason)::text = ''::text)))),
    CONSTRAINT manual_task_is_closed_with_an_outcome CHECK ((((closed_at IS NULL) AND (is_done IS NULL)) OR ((closed_at IS NOT NULL) AND (is_done IS NOT NULL)))),
    CONSTRAINT manual_task_verb_is_known CHECK (((verb)::text = ANY ((ARRAY['reserve'::character varying, 'activate'::character varying, 'suspend'::character varying, 'resume'::character varying, 'swap'::character varying, 'change_plan'::character varying, 'bring'::character varying, 'terminate'::character varying])::text[])))
);
CREATE TABLE public.numbering_numberevent (
    id bigint NOT NULL,
    what character varying(12) NOT NULL,
    holder character varying(120) NOT NULL,
    at timestamp with time zone NOT NULL,
    number_id bigint NOT NULL
);
ALTER TABLE public.numbering_numberevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.numbering_numberevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.numbering_numberrange (
    id bigint NOT NULL,
    label character varying(80) NOT NULL,
    country character varying(2) NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL,
    warn_below_count integer NOT NULL,
    added_at timestamp with time zone NOT NULL,
    CONSTRAINT number_range_runs_upwards CHECK ((first <= last)),
    CONSTRAINT numbering_numberrange_warn_below_count_check CHECK ((warn_below_count >= 0))
);
ALTER TABLE public.numbering_numberrange ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.numbering_numberrange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.numbering_phonenumber (
    id bigint NOT NULL,
    e164 character varying(16) NOT NULL,
    country character varying(2) NOT NULL,
    state character varying(12) NOT NULL,
    holder character varying(120) NOT NULL,
    free_since timestamp with time zone NOT NULL,
    quarantined_until timestamp with time zone,
    range_id bigint,
    CONSTRAINT number_has_a_holder_exactly_while_taken CHECK (((((state)::text = 'assigned'::text) AND (NOT ((holder)::text = ''::text))) OR (((holder)::text = ''::text) AND ((state)::text = ANY ((ARRAY['available'::character varying, 'quarantined'::character varying, 'left'::character varying])::text[]))))),
    CONSTRAINT number_of_another_range_is_never_free CHECK (((range_id IS NOT NULL) OR (NOT ((state)::text = 'available'::text)))),
    CONSTRAINT number_quarantine_has_an_end CHECK ((((quarantined_until IS NOT NULL) AND ((state)::text = 'quarantined'::text)) OR ((NOT ((state)::text = 'quarantined'::text)) AND (quarantined_until IS NULL)))),
    CONSTRAINT number_state_is_known CHECK (((state)::text = ANY ((ARRAY['available'::character varying, 'assigned'::character varying, 'quarantined'::character varying, 'left'::character varying])::text[])))
);
ALTER TABLE public.numbering_phonenumber ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.numbering_phonenumber_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.numbering_simcard (
    id bigint NOT NULL,
    iccid character varying(20) NOT NULL,
    imsi character varying(15) NOT NULL,
    form character varying(8) NOT NULL,
    eid character varying(32) NOT NULL,
    matching_id character varying(64),
    smdp_address character varying(255) NOT NULL,
    batch character varying(80) NOT NULL,
    state character varying(12) NOT NULL,
    holder character varying(120) NOT NULL,
    free_since timestamp with time zone NOT NULL,
    assigned_at timestamp with time zone,
    retired_at timestamp with time zone,
    CONSTRAINT esim_can_be_fetched CHECK ((((form)::text = 'physical'::text) OR ((matching_id IS NOT NULL) AND (NOT (((matching_id)::text = ''::text) AND (matching_id IS NOT NULL))) AND (NOT ((smdp_address)::text = ''::text))))),
    CONSTRAINT sim_form_is_known CHECK (((form)::text = ANY ((ARRAY['esim'::character varying, 'physical'::character varying])::text[]))),
    CONSTRAINT sim_has_a_holder_exactly_while_taken CHECK (((((state)::text = 'assigned'::text) AND (NOT ((holder)::text = ''::text))) OR (((holder)::text = ''::text) AND ((state)::text = ANY ((ARRAY['available'::character varying, 'retired'::character varying])::text[]))))),
    CONSTRAINT sim_iccid_is_89_and_digits CHECK (((iccid)::text ~ '^89[0-9]{17,18}$'::text)),
    CONSTRAINT sim_imsi_is_fifteen_digits CHECK (((imsi)::text ~ '^[0-9]{15}$'::text)),
    CONSTRAINT sim_state_is_known CHECK (((state)::text = ANY ((ARRAY['available'::character varying, 'assigned'::character varying, 'retired'::character varying])::text[])))
);
ALTER TABLE public.numbering_simcard ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.numbering_simcard_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outbox_delivery (
    id bigint NOT NULL,
    reaction character varying(200) NOT NULL,
    tenant_id uuid,
    attempts smallint NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    parked_at timestamp with time zone,
    last_error text NOT NULL,
    letter_id uuid NOT NULL,
    taken_at timestamp with time zone,
    is_alone boolean NOT NULL,
    taken_by integer,
    wait_count smallint NOT NULL,
    waiting_since timestamp with time zone,
    patience interval DEFAULT '00:00:00'::interval NOT NULL,
    CONSTRAINT outbox_delivery_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT outbox_delivery_wait_count_check CHECK ((wait_count >= 0))
);
ALTER TABLE public.outbox_delivery ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_delivery_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outbox_jobrun (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    slot character varying(40) NOT NULL,
    claimed_at timestamp with time zone DEFAULT statement_timestamp() CONSTRAINT outbox_jobrun_started_at_not_null NOT NULL,
    due_at timestamp with time zone,
    done_at timestamp with time zone,
    attempts smallint NOT NULL,
    last_error character varying(400) NOT NULL,
    CONSTRAINT outbox_jobrun_attempts_check CHECK ((attempts >= 0))
);
ALTER TABLE public.outbox_jobrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.outbox_jobrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.outbox_letter (
    id uuid NOT NULL,
    event character varying(80) NOT NULL,
    tenant_id uuid,
    key character varying(200) NOT NULL,
    payload jsonb NOT NULL,
    posted_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    available_at timestamp with time zone,
    sorted_at timestamp with time zone
);
ALTER TABLE ONLY public.outbox_letter FORCE ROW LEVEL SECURITY;
CREATE TABLE public.privacy_departure (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    due_at timestamp with time zone NOT NULL,
    undone_at timestamp with time zone,
    stopped_at timestamp with time zone,
    done_at timestamp with time zone,
    CONSTRAINT a_departure_ends_in_one_way CHECK ((((stopped_at IS NULL) AND (undone_at IS NULL)) OR ((done_at IS NULL) AND (undone_at IS NULL)) OR ((done_at IS NULL) AND (stopped_at IS NULL)))),
    CONSTRAINT a_departure_leaves_time_to_undo_it CHECK ((due_at > asked_at))
);
CREATE TABLE public.privacy_personalcopy (
    id uuid NOT NULL,
    person_id uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    place_count integer NOT NULL,
    done_count integer NOT NULL,
    ready_at timestamp with time zone,
    byte_count bigint,
    CONSTRAINT a_copy_that_is_ready_has_a_size CHECK (((ready_at IS NULL) OR (byte_count > 0))),
    CONSTRAINT privacy_personalcopy_done_count_check CHECK ((done_count >= 0)),
    CONSTRAINT privacy_personalcopy_place_count_check CHECK ((place_count >= 0))
);
CREATE TABLE public.program_assessmentrun (
    id bigint NOT NULL,
    slot character varying(40) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    opened_count integer NOT NULL,
    programme_id bigint NOT NULL,
    CONSTRAINT program_assessmentrun_opened_count_check CHECK ((opened_count >= 0))
);
ALTER TABLE public.program_assessmentrun ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_assessmentrun_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_casecriterion (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    "position" smallint NOT NULL,
    value integer NOT NULL,
    threshold integer NOT NULL,
    is_met boolean NOT NULL,
    evidence jsonb NOT NULL,
    case_id uuid NOT NULL,
    CONSTRAINT program_casecriterion_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.program_casecriterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_casecriterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_casequestion (
    id bigint NOT NULL,
    asked_by uuid NOT NULL,
    text character varying(500) NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    answer text NOT NULL,
    answered_at timestamp with time zone,
    case_id uuid NOT NULL,
    CONSTRAINT an_answer_has_its_time CHECK ((((answer = ''::text) AND (answered_at IS NULL)) OR ((answered_at IS NOT NULL) AND (NOT (answer = ''::text)))))
);
ALTER TABLE public.program_casequestion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_casequestion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_circlemeasure (
    id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    person_id uuid NOT NULL,
    active_lines integer NOT NULL,
    lines_served_90d integer NOT NULL,
    lines_served_12m integer NOT NULL,
    measured_at timestamp with time zone NOT NULL,
    CONSTRAINT lines_in_service_were_served CHECK (((active_lines <= lines_served_90d) AND (lines_served_90d <= lines_served_12m))),
    CONSTRAINT program_circlemeasure_active_lines_check CHECK ((active_lines >= 0)),
    CONSTRAINT program_circlemeasure_lines_served_12m_check CHECK ((lines_served_12m >= 0)),
    CONSTRAINT program_circlemeasure_lines_served_90d_check CHECK ((lines_served_90d >= 0))
);
ALTER TABLE public.program_circlemeasure ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_circlemeasure_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_criterion (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    threshold integer NOT NULL,
    "position" smallint NOT NULL,
    tier_id bigint NOT NULL,
    CONSTRAINT program_criterion_position_check CHECK (("position" >= 0)),
    CONSTRAINT program_criterion_threshold_check CHECK ((threshold >= 0))
);
ALTER TABLE public.program_criterion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_criterion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_programme (
    id bigint NOT NULL,
    version integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    published_at timestamp with time zone NOT NULL,
    published_by uuid,
    note character varying(200) NOT NULL,
    CONSTRAINT program_programme_version_check CHECK ((version >= 0))
);
ALTER TABLE public.program_programme ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_programme_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_promotioncase (
    uuid uuid NOT NULL,
    person_id uuid NOT NULL,
    from_tier character varying(12) NOT NULL,
    to_tier character varying(12) NOT NULL,
    signatures_needed smallint NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    due_on date NOT NULL,
    decided_at timestamp with time zone,
    outcome character varying(12) NOT NULL,
    reason_codes jsonb NOT NULL,
    reason_text text NOT NULL,
    retry_on date,
    tenant_id uuid,
    carried_out_at timestamp with time zone,
    run_id bigint NOT NULL,
    CONSTRAINT a_decided_case_has_an_outcome CHECK ((((decided_at IS NULL) AND ((outcome)::text = ''::text)) OR ((decided_at IS NOT NULL) AND (NOT ((outcome)::text = ''::text))))),
    CONSTRAINT program_promotioncase_signatures_needed_check CHECK ((signatures_needed >= 0))
);
CREATE TABLE public.program_retraction (
    id bigint NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    programme_id bigint NOT NULL
);
ALTER TABLE public.program_retraction ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_retraction_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_signature (
    id bigint NOT NULL,
    person_id uuid NOT NULL,
    verdict character varying(10) NOT NULL,
    note character varying(300) NOT NULL,
    at timestamp with time zone NOT NULL,
    case_id uuid NOT NULL
);
ALTER TABLE public.program_signature ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_signature_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_standing (
    id bigint NOT NULL,
    person_id uuid NOT NULL,
    tier_code character varying(12) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    case_id uuid
);
ALTER TABLE public.program_standing ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_standing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.program_tier (
    id bigint NOT NULL,
    code character varying(12) NOT NULL,
    "position" smallint NOT NULL,
    signatures_needed smallint NOT NULL,
    programme_id bigint NOT NULL,
    CONSTRAINT program_tier_position_check CHECK (("position" >= 0)),
    CONSTRAINT program_tier_signatures_needed_check CHECK ((signatures_needed >= 0))
);
ALTER TABLE public.program_tier ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.program_tier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.proposals_proposal (
    uuid uuid NOT NULL,
    kind character varying(40) NOT NULL,
    key character varying(160) NOT NULL,
    subject character varying(120) NOT NULL,
    tenant_id uuid,
    amount_minor bigint,
    currency character varying(3) NOT NULL,
    facts jsonb NOT NULL,
    content bytea,
    because character varying(300) NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    outcome character varying(12) NOT NULL,
    answer character varying(300) NOT NULL,
    CONSTRAINT a_decided_proposal_has_an_outcome CHECK ((((decided_at IS NULL) AND (decided_by IS NULL) AND ((outcome)::text = ''::text)) OR ((decided_at IS NOT NULL) AND (decided_by IS NOT NULL) AND (NOT ((outcome)::text = ''::text))))),
    CONSTRAINT a_proposal_is_agreed_to_by_somebody_else CHECK (((NOT ((outcome)::text = 'agreed'::text)) OR (NOT ((decided_by = asked_by) AND (decided_by IS NOT NULL))))),
    CONSTRAINT a_proposal_says_why CHECK ((NOT ((because)::text = ''::text)))
);
CREATE TABLE public.pulse_pulse (
    part character varying(20) NOT NULL,
    process character varying(120) NOT NULL,
    felt_at timestamp with time zone NOT NULL
);
CREATE TABLE public.referral_paidcycle (
    id bigint NOT NULL,
    invoice_id uuid NOT NULL,
    paid_at timestamp with time zone NOT NULL,
    referral_id bigint NOT NULL,
    refunded_at timestamp with time zone
);
ALTER TABLE public.referral_paidcycle ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.referral_paidcycle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.referral_referral (
    id bigint NOT NULL,
    referrer_id uuid NOT NULL,
    referred_id uuid NOT NULL,
    tenant_id uuid,
    source character varying(12) NOT NULL,
    evidence jsonb NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    activated_at timestamp with time zone,
    qualified_at timestamp with time zone,
    held_at timestamp with time zone,
    hold_reason character varying(200) NOT NULL,
    released_at timestamp with time zone,
    released_by uuid,
    named_at timestamp with time zone NOT NULL,
    CONSTRAINT a_hold_says_why CHECK (((held_at IS NULL) OR (NOT ((hold_reason)::text = ''::text)))),
    CONSTRAINT a_qualified_referral_was_activated CHECK (((qualified_at IS NULL) OR (activated_at IS NOT NULL))),
    CONSTRAINT nobody_refers_themselves CHECK ((NOT (referrer_id = referred_id)))
);
ALTER TABLE public.referral_referral ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.referral_referral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.referral_referralcode (
    id bigint NOT NULL,
    person_id uuid NOT NULL,
    code character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
ALTER TABLE public.referral_referralcode ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.referral_referralcode_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.referral_referralterm (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    paid_cycles smallint NOT NULL,
    correction_days smallint NOT NULL,
    sponsor_days smallint NOT NULL,
    CONSTRAINT referral_referralterm_correction_days_check CHECK ((correction_days >= 0)),
    CONSTRAINT referral_referralterm_paid_cycles_check CHECK ((paid_cycles >= 0)),
    CONSTRAINT referral_referralterm_sponsor_days_check CHECK ((sponsor_days >= 0))
);
ALTER TABLE public.referral_referralterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.referral_referralterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_closing (
    uuid uuid NOT NULL,
    tenant_id uuid NOT NULL,
    because character varying(200) NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    agreed_by uuid,
    agreed_at timestamp with time zone,
    closes_at timestamp with time zone,
    called_off_by uuid,
    called_off_at timestamp with time zone,
    held_at timestamp with time zone,
    shut_at timestamp with time zone,
    sealed_at timestamp with time zone,
    archived_at timestamp with time zone,
    archive_name character varying(120) NOT NULL,
    archive_bytes bigint,
    archive_sha256 character varying(64) NOT NULL,
    archive_gone_at timestamp with time zone,
    dropped_at timestamp with time zone,
    ended_at timestamp with time zone,
    hosts jsonb NOT NULL,
    CONSTRAINT closing_drops_what_is_archived CHECK (((dropped_at IS NULL) OR ((archived_at IS NOT NULL) AND (NOT ((archive_sha256)::text = ''::text))))),
    CONSTRAINT closing_is_agreed_to_by_somebody_else CHECK ((((agreed_at IS NULL) AND (closes_at IS NULL)) OR ((agreed_by IS NOT NULL) AND (closes_at > agreed_at) AND (NOT ((agreed_by = asked_by) AND (agreed_by IS NOT NULL)))))),
    CONSTRAINT closing_shuts_when_it_is_due CHECK (((shut_at IS NULL) OR ((called_off_at IS NULL) AND (closes_at IS NOT NULL) AND (shut_at >= closes_at))))
);
CREATE TABLE public.registry_domain (
    id bigint NOT NULL,
    host character varying(253) NOT NULL,
    is_primary boolean NOT NULL,
    token character varying(64) NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    verified_at timestamp with time zone,
    checked_at timestamp with time zone,
    tenant_id uuid NOT NULL,
    proof_lost_at timestamp with time zone
);
ALTER TABLE public.registry_domain ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_domain_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_provisioningstep (
    id bigint NOT NULL,
    name character varying(50) NOT NULL,
    label character varying(120) NOT NULL,
    "position" smallint NOT NULL,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    tenant_id uuid NOT NULL,
    failure character varying(300) NOT NULL,
    CONSTRAINT registry_provisioningstep_position_check CHECK (("position" >= 0))
);
ALTER TABLE public.registry_provisioningstep ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_provisioningstep_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_spareschema (
    id bigint NOT NULL,
    schema_name character varying(63) NOT NULL,
    db_role character varying(63) NOT NULL,
    migration_level character varying(64) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    claimed_by uuid
);
ALTER TABLE public.registry_spareschema ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.registry_spareschema_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.registry_tenant (
    schema_name character varying(63) NOT NULL,
    uuid uuid NOT NULL,
    slug character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    tagline character varying(160) NOT NULL,
    kind character varying(12) NOT NULL,
    db_role character varying(63) NOT NULL,
    owner_id uuid,
    currency character varying(3) NOT NULL,
    country character varying(2) NOT NULL,
    locale character varying(10) NOT NULL,
    timezone character varying(40) NOT NULL,
    provision_key character varying(100) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    live_at timestamp with time zone,
    promoted_at timestamp with time zone,
    suspended_at timestamp with time zone,
    suspended_because character varying(200) NOT NULL,
    closed_at timestamp with time zone,
    migration_level character varying(64) NOT NULL,
    skeleton character varying(40) NOT NULL,
    closes_at timestamp with time zone,
    dropped_at timestamp with time zone,
    translations jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT tenant_goes_live_after_it_is_made CHECK (((live_at IS NULL) OR (live_at >= created_at))),
    CONSTRAINT tenant_is_dropped_after_it_is_closed CHECK (((dropped_at IS NULL) OR ((closed_at IS NOT NULL) AND (dropped_at >= closed_at)))),
    CONSTRAINT the_telcos_own_shop_is_never_closed CHECK (((NOT ((kind)::text = 'home'::text)) OR ((closed_at IS NULL) AND (closes_at IS NULL))))
);
CREATE TABLE public.series_series (
    id bigint NOT NULL,
    name character varying(20) NOT NULL,
    last bigint NOT NULL,
    CONSTRAINT series_series_last_check CHECK ((last >= 0))
);
ALTER TABLE public.series_series ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.series_series_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_accrual (
    uuid uuid NOT NULL,
    key character varying(120) NOT NULL,
    tenant_id uuid NOT NULL,
    invoice_line_id uuid NOT NULL,
    invoice_number character varying(30) NOT NULL,
    label character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(10) NOT NULL,
    accrued_at timestamp with time zone NOT NULL,
    payable_from timestamp with time zone NOT NULL,
    takes_from_id uuid,
    transfer_id uuid,
    payee_id uuid NOT NULL,
    run_id uuid,
    reversal_id uuid,
    write_off_id uuid,
    gives_back_id uuid,
    CONSTRAINT accrual_in_a_run_or_paid_names_its_run CHECK (((NOT ((state)::text = ANY ((ARRAY['in_run'::character varying, 'paid'::character varying])::text[]))) OR (run_id IS NOT NULL))),
    CONSTRAINT accrual_is_of_something CHECK ((NOT (amount_minor = 0))),
    CONSTRAINT accrual_recovered_says_how CHECK (((NOT ((state)::text = ANY ((ARRAY['returning'::character varying, 'returned'::character varying, 'waived'::character varying])::text[]))) OR (((kind)::text = 'clawback'::text) AND (reversal_id IS NOT NULL) AND ((state)::text = ANY ((ARRAY['returning'::character varying, 'returned'::character varying])::text[]))) OR (((kind)::text = 'clawback'::text) AND ((state)::text = 'waived'::text) AND (write_off_id IS NOT NULL)))),
    CONSTRAINT accrual_state_is_known CHECK (((state)::text = ANY ((ARRAY['accrued'::character varying, 'payable'::character varying, 'in_run'::character varying, 'paid'::character varying, 'reversed'::character varying, 'carried'::character varying, 'returning'::character varying, 'returned'::character varying, 'waived'::character varying])::text[]))),
    CONSTRAINT accrual_takes_back_only_as_a_clawback CHECK (((((kind)::text = 'clawback'::text) AND (takes_from_id IS NOT NULL)) OR ((NOT ((kind)::text = 'clawback'::text)) AND (amount_minor > 0) AND (takes_from_id IS NULL))))
);
CREATE TABLE public.settlement_difference (
    uuid uuid NOT NULL,
    key character varying(240) NOT NULL,
    kind character varying(6) NOT NULL,
    day date NOT NULL,
    reference character varying(120) NOT NULL,
    movement character varying(80) NOT NULL,
    journal_key character varying(200) NOT NULL,
    currency character varying(3) NOT NULL,
    theirs_minor bigint,
    ours_minor bigint,
    found_at timestamp with time zone NOT NULL,
    gone_at timestamp with time zone,
    explained_at timestamp with time zone,
    explained_by uuid,
    note character varying(300) NOT NULL,
    CONSTRAINT difference_is_explained_in_words_by_somebody CHECK (((explained_at IS NULL) OR ((explained_by IS NOT NULL) AND (NOT ((note)::text = ''::text))))),
    CONSTRAINT difference_says_who_knows_what CHECK (((((kind)::text = 'theirs'::text) AND (ours_minor IS NULL) AND (theirs_minor IS NOT NULL)) OR (((kind)::text = 'ours'::text) AND (ours_minor IS NOT NULL) AND (theirs_minor IS NULL)) OR (((kind)::text = 'amount'::text) AND (ours_minor IS NOT NULL) AND (theirs_minor IS NOT NULL))))
);
CREATE TABLE public.settlement_dunningterms (
    id bigint NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    remind_days smallint NOT NULL,
    warn_days smallint NOT NULL,
    bar_days smallint NOT NULL,
    notice_days smallint NOT NULL,
    end_days smallint NOT NULL,
    recheck_days smallint NOT NULL,
    ahead_days smallint NOT NULL,
    CONSTRAINT dunning_looks_again_and_says_it_ahead CHECK (((recheck_days > 0) AND (ahead_days > 0))),
    CONSTRAINT dunning_steps_follow_each_other CHECK (((remind_days < warn_days) AND (warn_days < bar_days) AND (bar_days < notice_days) AND (notice_days < end_days))),
    CONSTRAINT settlement_dunningterms_ahead_days_check CHECK ((ahead_days >= 0)),
    CONSTRAINT settlement_dunningterms_bar_days_check CHECK ((bar_days >= 0)),
    CONSTRAINT settlement_dunningterms_end_days_check CHECK ((end_days >= 0)),
    CONSTRAINT settlement_dunningterms_notice_days_check CHECK ((notice_days >= 0)),
    CONSTRAINT settlement_dunningterms_recheck_days_check CHECK ((recheck_days >= 0)),
    CONSTRAINT settlement_dunningterms_remind_days_check CHECK ((remind_days >= 0)),
    CONSTRAINT settlement_dunningterms_warn_days_check CHECK ((warn_days >= 0))
);
ALTER TABLE public.settlement_dunningterms ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_dunningterms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_movement (
    id character varying(80) NOT NULL,
    kind character varying(60) NOT NULL,
    reference character varying(120) NOT NULL,
    amount_minor bigint NOT NULL,
    fee_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone NOT NULL
);
CREATE TABLE public.settlement_nettingconsent (
    id bigint NOT NULL,
    payee_id uuid NOT NULL,
    is_given boolean NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    decided_by uuid NOT NULL
);
ALTER TABLE public.settlement_nettingconsent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_nettingconsent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_overpayment (
    state character varying(8) CONSTRAINT settlement_surplus_state_not_null NOT NULL,
    purpose character varying(200) CONSTRAINT settlement_surplus_purpose_not_null NOT NULL,
    idem_key character varying(220) CONSTRAINT settlement_surplus_idem_key_not_null NOT NULL,
    first_sent_at timestamp with time zone,
    last_sent_at timestamp with time zone,
    doubted_at timestamp with time zone,
    attempts integer CONSTRAINT settlement_surplus_attempts_not_null NOT NULL,
    wait_until timestamp with time zone,
    empty_reads smallint CONSTRAINT settlement_surplus_empty_reads_not_null NOT NULL,
    first_empty_read_at timestamp with time zone,
    ended_at timestamp with time zone,
    note character varying(200) CONSTRAINT settlement_surplus_note_not_null NOT NULL,
    uuid uuid CONSTRAINT settlement_surplus_uuid_not_null NOT NULL,
    payment_reference character varying(120) CONSTRAINT settlement_surplus_payment_reference_not_null NOT NULL,
    tenant_id uuid,
    amount_minor bigint CONSTRAINT settlement_surplus_amount_minor_not_null NOT NULL,
    currency character varying(3) CONSTRAINT settlement_surplus_currency_not_null NOT NULL,
    found_at timestamp with time zone CONSTRAINT settlement_surplus_found_at_not_null NOT NULL,
    refund_reference character varying(120),
    CONSTRAINT overpayment_done_names_its_refund CHECK (((NOT ((state)::text = 'done'::text)) OR (refund_reference IS NOT NULL))),
    CONSTRAINT overpayment_is_positive CHECK ((amount_minor > 0)),
    CONSTRAINT overpayment_state_is_known CHECK (((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying, 'done'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT settlement_surplus_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT settlement_surplus_empty_reads_check CHECK ((empty_reads >= 0))
);
CREATE TABLE public.settlement_payee (
    uuid uuid NOT NULL,
    party_kind character varying(8) NOT NULL,
    party_ref uuid NOT NULL,
    display_name character varying(120) NOT NULL,
    stripe_account character varying(80),
    onboarding_started_at timestamp with time zone,
    requirements jsonb NOT NULL,
    state_checked_at timestamp with time zone,
    payouts_enabled_at timestamp with time zone,
    blocked_at timestamp with time zone,
    block_reason character varying(200) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    bounce_reason character varying(200) NOT NULL,
    bounced_at timestamp with time zone,
    disabled_reason character varying(80) NOT NULL,
    payout_made_at timestamp with time zone,
    payout_reference character varying(80) NOT NULL,
    reminded_at timestamp with time zone,
    CONSTRAINT a_payee_is_a_tenant_or_a_person CHECK (((party_kind)::text = ANY ((ARRAY['tenant'::character varying, 'person'::character varying])::text[]))),
    CONSTRAINT a_payee_paid_out_to_has_an_account CHECK (((payouts_enabled_at IS NULL) OR (stripe_account IS NOT NULL)))
);
CREATE TABLE public.settlement_paymentroute (
    id bigint NOT NULL,
    checkout_id character varying(120) NOT NULL,
    payment_intent character varying(80),
    tenant_id uuid NOT NULL,
    order_id uuid,
    invoice_id uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT a_payment_is_for_an_order_or_an_invoice CHECK (((order_id IS NOT NULL) OR (invoice_id IS NOT NULL)))
);
ALTER TABLE public.settlement_paymentroute ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_paymentroute_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_reconciledday (
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    by uuid,
    looked_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL
);
CREATE TABLE public.settlement_refundterms (
    id bigint NOT NULL,
    currency character varying(3) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    month_minor bigint NOT NULL,
    age_days smallint NOT NULL,
    CONSTRAINT refund_limit_is_not_below_zero CHECK ((month_minor >= 0)),
    CONSTRAINT settlement_refundterms_age_days_check CHECK ((age_days >= 0))
);
ALTER TABLE public.settlement_refundterms ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_refundterms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_reversal (
    uuid uuid NOT NULL,
    key character varying(160) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    asked_by uuid,
    asked_at timestamp with time zone NOT NULL,
    state character varying(8) NOT NULL,
    first_sent_at timestamp with time zone,
    attempts integer NOT NULL,
    wait_until timestamp with time zone,
    empty_reads smallint NOT NULL,
    first_empty_read_at timestamp with time zone,
    reversal_id character varying(80),
    ended_at timestamp with time zone,
    note character varying(200) NOT NULL,
    transfer_id uuid CONSTRAINT settlement_reversal_intent_id_not_null NOT NULL,
    payee_id uuid NOT NULL,
    purpose character varying(200) NOT NULL,
    idem_key character varying(220) NOT NULL,
    doubted_at timestamp with time zone,
    last_sent_at timestamp with time zone,
    CONSTRAINT reversal_done_names_what_the_processor_calls_it CHECK (((NOT ((state)::text = 'done'::text)) OR (reversal_id IS NOT NULL))),
    CONSTRAINT reversal_state_is_known CHECK (((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying, 'done'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT reversal_takes_something CHECK ((amount_minor > 0)),
    CONSTRAINT settlement_reversal_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT settlement_reversal_empty_reads_check CHECK ((empty_reads >= 0))
);
CREATE TABLE public.settlement_run (
    uuid uuid NOT NULL,
    key character varying(120) NOT NULL,
    number character varying(20) NOT NULL,
    currency character varying(3) NOT NULL,
    cut_off_at timestamp with time zone NOT NULL,
    opened_by uuid,
    frozen_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    closed_at timestamp with time zone,
    total_minor bigint NOT NULL,
    approvals_needed smallint NOT NULL,
    abandoned_at timestamp with time zone,
    abandoned_because character varying(300) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT run_is_released_before_it_is_closed CHECK (((closed_at IS NULL) OR (released_at IS NOT NULL))),
    CONSTRAINT run_that_was_thrown_away_was_never_released CHECK (((abandoned_at IS NULL) OR ((released_at IS NULL) AND (NOT ((abandoned_because)::text = ''::text))))),
    CONSTRAINT settlement_run_approvals_needed_check CHECK ((approvals_needed >= 0))
);
CREATE TABLE public.settlement_runapproval (
    id bigint NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    run_id uuid NOT NULL
);
ALTER TABLE public.settlement_runapproval ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_runapproval_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_runexclusion (
    id bigint NOT NULL,
    amount_minor bigint NOT NULL,
    because character varying(300) NOT NULL,
    by uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    payee_id uuid NOT NULL,
    run_id uuid NOT NULL,
    CONSTRAINT whoever_is_left_out_knows_why CHECK ((NOT ((because)::text = ''::text)))
);
ALTER TABLE public.settlement_runexclusion ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_runexclusion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_settlementterms (
    id bigint NOT NULL,
    currency character varying(3) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    hold_days smallint NOT NULL,
    new_seller_hold_days smallint NOT NULL,
    new_seller_days smallint NOT NULL,
    clean_operator_hold_days smallint NOT NULL,
    clean_operator_days smallint NOT NULL,
    minimum_minor bigint NOT NULL,
    four_eyes_above_minor bigint NOT NULL,
    CONSTRAINT settlement_minimum_is_positive CHECK ((minimum_minor > 0)),
    CONSTRAINT settlement_settlementterms_clean_operator_days_check CHECK ((clean_operator_days >= 0)),
    CONSTRAINT settlement_settlementterms_clean_operator_hold_days_check CHECK ((clean_operator_hold_days >= 0)),
    CONSTRAINT settlement_settlementterms_hold_days_check CHECK ((hold_days >= 0)),
    CONSTRAINT settlement_settlementterms_new_seller_days_check CHECK ((new_seller_days >= 0)),
    CONSTRAINT settlement_settlementterms_new_seller_hold_days_check CHECK ((new_seller_hold_days >= 0))
);
ALTER TABLE public.settlement_settlementterms ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_settlementterms_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_sharehold (
    uuid uuid NOT NULL,
    tenant_id uuid NOT NULL,
    invoice_number character varying(30) NOT NULL,
    reason character varying(10) NOT NULL,
    reference character varying(80) NOT NULL,
    held_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    payee_id uuid,
    CONSTRAINT hold_reason_is_known CHECK (((reason)::text = ANY ((ARRAY['dispute'::character varying, 'reversed'::character varying])::text[])))
);
CREATE TABLE public.settlement_sharingmodel (
    id bigint NOT NULL,
    seller_kind character varying(12) NOT NULL,
    version integer NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    parts jsonb NOT NULL,
    CONSTRAINT settlement_sharingmodel_version_check CHECK ((version >= 0))
);
ALTER TABLE public.settlement_sharingmodel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_sharingmodel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_statement (
    uuid uuid NOT NULL,
    number character varying(30) NOT NULL,
    tenant_id uuid,
    issued_at timestamp with time zone NOT NULL,
    total_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    transfer_id uuid,
    payee_id uuid NOT NULL,
    run_id uuid,
    reversal_id uuid,
    write_off_id uuid,
    receiver_name character varying(120) DEFAULT ''::character varying NOT NULL,
    CONSTRAINT statement_is_of_one_thing CHECK ((((transfer_id IS NOT NULL) AND (reversal_id IS NULL) AND (run_id IS NOT NULL) AND (write_off_id IS NULL)) OR ((transfer_id IS NULL) AND (reversal_id IS NOT NULL) AND (run_id IS NULL) AND (write_off_id IS NULL)) OR ((transfer_id IS NULL) AND (reversal_id IS NULL) AND (run_id IS NULL) AND (write_off_id IS NOT NULL))))
);
ALTER TABLE ONLY public.settlement_statement FORCE ROW LEVEL SECURITY;
CREATE TABLE public.settlement_statementline (
    id bigint NOT NULL,
    tenant_id uuid NOT NULL,
    invoice_line_id uuid NOT NULL,
    invoice_number character varying(30) NOT NULL,
    label character varying(200) NOT NULL,
    kind character varying(10) NOT NULL,
    earned_at timestamp with time zone NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    accrual_id uuid NOT NULL,
    statement_id uuid NOT NULL
);
ALTER TABLE ONLY public.settlement_statementline FORCE ROW LEVEL SECURITY;
ALTER TABLE public.settlement_statementline ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_statementline_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_transfer (
    uuid uuid CONSTRAINT settlement_intent_uuid_not_null NOT NULL,
    "position" integer CONSTRAINT settlement_intent_position_not_null NOT NULL,
    amount_minor bigint CONSTRAINT settlement_intent_amount_minor_not_null NOT NULL,
    currency character varying(3) CONSTRAINT settlement_intent_currency_not_null NOT NULL,
    stripe_account character varying(80) CONSTRAINT settlement_intent_stripe_account_not_null NOT NULL,
    idem_key character varying(220) CONSTRAINT settlement_intent_idem_key_not_null NOT NULL,
    state character varying(8) CONSTRAINT settlement_intent_state_not_null NOT NULL,
    first_sent_at timestamp with time zone,
    last_sent_at timestamp with time zone,
    doubted_at timestamp with time zone,
    attempts integer CONSTRAINT settlement_intent_attempts_not_null NOT NULL,
    wait_until timestamp with time zone,
    empty_reads smallint CONSTRAINT settlement_intent_empty_reads_not_null NOT NULL,
    first_empty_read_at timestamp with time zone,
    transfer_reference character varying(80),
    ended_at timestamp with time zone,
    note character varying(200) CONSTRAINT settlement_intent_note_not_null NOT NULL,
    payee_id uuid CONSTRAINT settlement_intent_payee_id_not_null NOT NULL,
    run_id uuid CONSTRAINT settlement_intent_run_id_not_null NOT NULL,
    purpose character varying(200) CONSTRAINT settlement_intent_purpose_not_null NOT NULL,
    tenant_id uuid,
    exclusion_id bigint,
    CONSTRAINT settlement_intent_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT settlement_intent_empty_reads_check CHECK ((empty_reads >= 0)),
    CONSTRAINT settlement_intent_position_check CHECK (("position" >= 0)),
    CONSTRAINT transfer_done_names_its_reference CHECK (((NOT ((state)::text = 'done'::text)) OR (transfer_reference IS NOT NULL))),
    CONSTRAINT transfer_pays_something CHECK ((amount_minor > 0)),
    CONSTRAINT transfer_state_is_known CHECK (((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying, 'done'::character varying, 'failed'::character varying])::text[])))
);
CREATE TABLE public.settlement_webhookevent (
    id bigint NOT NULL,
    endpoint character varying(10) NOT NULL,
    event_id character varying(120) NOT NULL,
    type character varying(80) NOT NULL,
    account character varying(80) NOT NULL,
    livemode boolean NOT NULL,
    api_version character varying(40) NOT NULL,
    body jsonb NOT NULL,
    received_at timestamp with time zone NOT NULL,
    handled_at timestamp with time zone,
    outcome character varying(200) NOT NULL,
    attempts smallint NOT NULL,
    replays smallint NOT NULL,
    parked_at timestamp with time zone,
    last_error character varying(300) NOT NULL,
    recorded_at timestamp with time zone DEFAULT statement_timestamp() NOT NULL,
    CONSTRAINT an_event_is_handled_or_parked CHECK (((handled_at IS NULL) OR (parked_at IS NULL))),
    CONSTRAINT settlement_webhookevent_attempts_check CHECK ((attempts >= 0)),
    CONSTRAINT settlement_webhookevent_replays_check CHECK ((replays >= 0))
);
ALTER TABLE public.settlement_webhookevent ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.settlement_webhookevent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.settlement_writeoff (
    uuid uuid NOT NULL,
    key character varying(120) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    reason character varying(300) NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    approvals_needed smallint NOT NULL,
    approved_by uuid,
    done_at timestamp with time zone,
    dropped_at timestamp with time zone,
    payee_id uuid NOT NULL,
    CONSTRAINT settlement_writeoff_approvals_needed_check CHECK ((approvals_needed >= 0)),
    CONSTRAINT write_off_gives_up_something_for_a_reason CHECK (((amount_minor > 0) AND (NOT ((reason)::text = ''::text)))),
    CONSTRAINT write_off_has_four_eyes_where_it_needs_them CHECK (((done_at IS NULL) OR (approvals_needed = 1) OR ((approved_by IS NOT NULL) AND (NOT ((approved_by = asked_by) AND (approved_by IS NOT NULL))))))
);
CREATE TABLE public.strays_stray (
    reference character varying(80) NOT NULL,
    kind character varying(8) NOT NULL,
    amount_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    made_at timestamp with time zone NOT NULL,
    notes jsonb NOT NULL,
    of character varying(80) NOT NULL,
    account character varying(80) NOT NULL,
    found_at timestamp with time zone NOT NULL,
    accepted_by uuid,
    accepted_at timestamp with time zone,
    problem character varying(300) NOT NULL,
    settled_at timestamp with time zone,
    settled_by uuid,
    outcome character varying(8) NOT NULL,
    reason character varying(300) NOT NULL,
    CONSTRAINT stray_ends_with_an_outcome CHECK (((((outcome)::text = ''::text) AND (settled_at IS NULL)) OR (((outcome)::text = ANY ((ARRAY['adopted'::character varying, 'returned'::character varying, 'aside'::character varying, 'known'::character varying])::text[])) AND (settled_at IS NOT NULL)))),
    CONSTRAINT stray_is_set_aside_by_somebody_for_a_reason CHECK (((NOT ((outcome)::text = 'aside'::text)) OR ((settled_by IS NOT NULL) AND (NOT ((reason)::text = ''::text))))),
    CONSTRAINT stray_kind_is_known CHECK (((kind)::text = ANY ((ARRAY['payment'::character varying, 'refund'::character varying, 'transfer'::character varying, 'reversal'::character varying])::text[])))
);
CREATE TABLE public.wholesale_baseproduct (
    id bigint NOT NULL,
    code character varying(200) NOT NULL,
    version integer NOT NULL,
    name character varying(200) NOT NULL,
    kind character varying(12) NOT NULL,
    summary character varying(300) NOT NULL,
    allowances jsonb NOT NULL,
    retail_minor bigint NOT NULL,
    currency character varying(3) NOT NULL,
    tax_basis_points integer NOT NULL,
    period character varying(8) NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    sold_from timestamp with time zone,
    sold_until timestamp with time zone,
    CONSTRAINT a_base_product_costs_something CHECK ((retail_minor > 0)),
    CONSTRAINT wholesale_baseproduct_tax_basis_points_check CHECK ((tax_basis_points >= 0)),
    CONSTRAINT wholesale_baseproduct_version_check CHECK ((version >= 0))
);
ALTER TABLE public.wholesale_baseproduct ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wholesale_baseproduct_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wholesale_catalogentry (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    code character varying(200) NOT NULL,
    name character varying(200) NOT NULL,
    version integer NOT NULL,
    lifecycle_status character varying(40) NOT NULL,
    body jsonb NOT NULL,
    imported_at timestamp with time zone NOT NULL,
    superseded_at timestamp with time zone,
    unsold_because character varying(20) NOT NULL,
    CONSTRAINT wholesale_catalogentry_version_check CHECK ((version >= 0))
);
ALTER TABLE public.wholesale_catalogentry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wholesale_catalogentry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wholesale_catalogimport (
    id bigint NOT NULL,
    filename character varying(200) NOT NULL,
    digest character varying(64) NOT NULL,
    created_count integer NOT NULL,
    changed_count integer NOT NULL,
    unchanged_count integer NOT NULL,
    imported_by uuid,
    imported_at timestamp with time zone NOT NULL,
    CONSTRAINT wholesale_catalogimport_changed_count_check CHECK ((changed_count >= 0)),
    CONSTRAINT wholesale_catalogimport_created_count_check CHECK ((created_count >= 0)),
    CONSTRAINT wholesale_catalogimport_unchanged_count_check CHECK ((unchanged_count >= 0))
);
ALTER TABLE public.wholesale_catalogimport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wholesale_catalogimport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.wholesale_wholesaleterm (
    id bigint NOT NULL,
    seller_kind character varying(12) NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    wholesale_basis_points integer NOT NULL,
    ceiling_basis_points integer NOT NULL,
    fee_basis_points integer NOT NULL,
    CONSTRAINT wholesale_wholesaleterm_ceiling_basis_points_check CHECK ((ceiling_basis_points >= 0)),
    CONSTRAINT wholesale_wholesaleterm_fee_basis_points_check CHECK ((fee_basis_points >= 0)),
    CONSTRAINT wholesale_wholesaleterm_wholesale_basis_points_check CHECK ((wholesale_basis_points >= 0))
);
ALTER TABLE public.wholesale_wholesaleterm ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.wholesale_wholesaleterm_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO public.settlement_settlementterms VALUES
	(1, 'EUR', '2020-01-01 00:00:00+00', 30, 60, 90, 14, 365, 1000, 100000);
INSERT INTO public.settlement_sharingmodel VALUES
	(1, 'home', 1, '2020-01-01 00:00:00+00', '{"wholesale": "none", "seller_basis_points": null, "sponsor_basis_points": 0, "platform_basis_points": 0}'),
	(2, 'reseller', 1, '2020-01-01 00:00:00+00', '{"wholesale": "rest", "seller_basis_points": 1000, "sponsor_basis_points": 1000, "platform_basis_points": 300}'),
	(3, 'operator', 1, '2020-01-01 00:00:00+00', '{"wholesale": "price", "seller_basis_points": null, "sponsor_basis_points": 0, "platform_basis_points": 300}');
SELECT pg_catalog.setval('kith_template.circle_invitation_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.circle_member_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.invoicing_creditnotepart_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.invoicing_dunningstep_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.invoicing_splitpart_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.ledger_account_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.ledger_posting_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.series_series_id_seq', 1, false);
SELECT pg_catalog.setval('kith_template.storefront_offer_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailaddress_id_seq', 1, false);
SELECT pg_catalog.setval('public.account_emailconfirmation_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_consent_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_handover_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_lentlook_id_seq', 1, false);
SELECT pg_catalog.setval('public.accounts_partyrole_id_seq', 1, false);
SELECT pg_catalog.setval('public.audit_auditentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.audit_look_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_group_permissions_id_seq', 1, false);
SELECT pg_catalog.setval('public.auth_permission_id_seq', 1, false);
SELECT pg_catalog.setval('public.django_content_type_id_seq', 1, false);
SELECT pg_catalog.setval('public.entities_document_id_seq', 1, false);
SELECT pg_catalog.setval('public.entities_entitydetails_id_seq', 1, false);
SELECT pg_catalog.setval('public.entities_numberseries_id_seq', 1, false);
SELECT pg_catalog.setval('public.ledger_account_id_seq', 1, false);
SELECT pg_catalog.setval('public.ledger_posting_id_seq', 1, false);
SELECT pg_catalog.setval('public.mfa_authenticator_id_seq', 1, false);
SELECT pg_catalog.setval('public.numbering_numberevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.numbering_numberrange_id_seq', 1, false);
SELECT pg_catalog.setval('public.numbering_phonenumber_id_seq', 1, false);
SELECT pg_catalog.setval('public.numbering_simcard_id_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_delivery_id_seq', 1, false);
SELECT pg_catalog.setval('public.outbox_jobrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_assessmentrun_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_casecriterion_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_casequestion_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_circlemeasure_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_criterion_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_programme_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_retraction_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_signature_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_standing_id_seq', 1, false);
SELECT pg_catalog.setval('public.program_tier_id_seq', 1, false);
SELECT pg_catalog.setval('public.referral_paidcycle_id_seq', 1, false);
SELECT pg_catalog.setval('public.referral_referral_id_seq', 1, false);
SELECT pg_catalog.setval('public.referral_referralcode_id_seq', 1, false);
SELECT pg_catalog.setval('public.referral_referralterm_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_domain_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_provisioningstep_id_seq', 1, false);
SELECT pg_catalog.setval('public.registry_spareschema_id_seq', 1, false);
SELECT pg_catalog.setval('public.series_series_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_dunningterms_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_nettingconsent_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_paymentroute_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_refundterms_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_runapproval_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_runexclusion_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_settlementterms_id_seq', 1, true);
SELECT pg_catalog.setval('public.settlement_sharingmodel_id_seq', 3, true);
SELECT pg_catalog.setval('public.settlement_statementline_id_seq', 1, false);
SELECT pg_catalog.setval('public.settlement_webhookevent_id_seq', 1, false);
SELECT pg_catalog.setval('public.wholesale_baseproduct_id_seq', 1, false);
SELECT pg_catalog.setval('public.wholesale_catalogentry_id_seq', 1, false);
SELECT pg_catalog.setval('public.wholesale_catalogimport_id_seq', 1, false);
SELECT pg_catalog.setval('public.wholesale_wholesaleterm_id_seq', 1, false);
ALTER TABLE ONLY kith_template.invoicing_dunningstep
    ADD CONSTRAINT a_bill_takes_each_dunning_step_once UNIQUE (invoice_id, step);
ALTER TABLE ONLY kith_template.invoicing_creditnotepart
    ADD CONSTRAINT a_party_gives_back_once_a_line UNIQUE (credit_note_id, invoice_line_id, party);
ALTER TABLE ONLY kith_template.invoicing_splitpart
    ADD CONSTRAINT a_party_has_one_part_of_a_line UNIQUE (invoice_line_id, party);
ALTER TABLE ONLY kith_template.ledger_account
    ADD CONSTRAINT account_code_is_unique_in_its_currency UNIQUE (code, currency);
ALTER TABLE ONLY kith_template.ordering_activation
    ADD CONSTRAINT activation_has_its_own_place UNIQUE (order_id, place);
ALTER TABLE ONLY kith_template.invoicing_charge
    ADD CONSTRAINT an_invoice_is_charged_once_a_turn UNIQUE (invoice_id, turn);
ALTER TABLE ONLY kith_template.circle_circle
    ADD CONSTRAINT circle_circle_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.circle_invitation
    ADD CONSTRAINT circle_invitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.circle_invitation
    ADD CONSTRAINT circle_invitation_token_key UNIQUE (token);
ALTER TABLE ONLY kith_template.circle_member
    ADD CONSTRAINT circle_member_invitation_id_key UNIQUE (invitation_id);
ALTER TABLE ONLY kith_template.circle_member
    ADD CONSTRAINT circle_member_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY kith_template.circle_member
    ADD CONSTRAINT circle_member_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.invoicing_charge
    ADD CONSTRAINT invoicing_charge_idem_key_key UNIQUE (idem_key);
ALTER TABLE ONLY kith_template.invoicing_charge
    ADD CONSTRAINT invoicing_charge_payment_intent_key UNIQUE (payment_intent);
ALTER TABLE ONLY kith_template.invoicing_charge
    ADD CONSTRAINT invoicing_charge_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_checkoutsession
    ADD CONSTRAINT invoicing_checkoutsession_key_key UNIQUE (key);
ALTER TABLE ONLY kith_template.invoicing_checkoutsession
    ADD CONSTRAINT invoicing_checkoutsession_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_checkoutsession
    ADD CONSTRAINT invoicing_checkoutsession_stripe_id_key UNIQUE (stripe_id);
ALTER TABLE ONLY kith_template.invoicing_creditnote
    ADD CONSTRAINT invoicing_creditnote_number_key UNIQUE (number);
ALTER TABLE ONLY kith_template.invoicing_creditnote
    ADD CONSTRAINT invoicing_creditnote_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_creditnote
    ADD CONSTRAINT invoicing_creditnote_refund_id_key UNIQUE (refund_id);
ALTER TABLE ONLY kith_template.invoicing_creditnote
    ADD CONSTRAINT invoicing_creditnote_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY kith_template.invoicing_creditnotepart
    ADD CONSTRAINT invoicing_creditnotepart_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.invoicing_dunningstep
    ADD CONSTRAINT invoicing_dunningstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.invoicing_invoice
    ADD CONSTRAINT invoicing_invoice_key_key UNIQUE (key);
ALTER TABLE ONLY kith_template.invoicing_invoice
    ADD CONSTRAINT invoicing_invoice_number_key UNIQUE (number);
ALTER TABLE ONLY kith_template.invoicing_invoice
    ADD CONSTRAINT invoicing_invoice_order_id_key UNIQUE (order_id);
ALTER TABLE ONLY kith_template.invoicing_invoice
    ADD CONSTRAINT invoicing_invoice_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_invoiceline
    ADD CONSTRAINT invoicing_invoiceline_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_savedcard
    ADD CONSTRAINT invoicing_keptcard_payment_method_key UNIQUE (payment_method);
ALTER TABLE ONLY kith_template.invoicing_savedcard
    ADD CONSTRAINT invoicing_keptcard_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_payment
    ADD CONSTRAINT invoicing_payment_key_key UNIQUE (key);
ALTER TABLE ONLY kith_template.invoicing_payment
    ADD CONSTRAINT invoicing_payment_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_planupgrade
    ADD CONSTRAINT invoicing_planupgrade_bill_id_key UNIQUE (bill_id);
ALTER TABLE ONLY kith_template.invoicing_planupgrade
    ADD CONSTRAINT invoicing_planupgrade_change_id_key UNIQUE (change_id);
ALTER TABLE ONLY kith_template.invoicing_planupgrade
    ADD CONSTRAINT invoicing_planupgrade_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_refund
    ADD CONSTRAINT invoicing_refund_idem_key_568055be_uniq UNIQUE (idem_key);
ALTER TABLE ONLY kith_template.invoicing_refund
    ADD CONSTRAINT invoicing_refund_key_key UNIQUE (key);
ALTER TABLE ONLY kith_template.invoicing_refund
    ADD CONSTRAINT invoicing_refund_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.invoicing_refund
    ADD CONSTRAINT invoicing_refund_stripe_id_key UNIQUE (stripe_id);
ALTER TABLE ONLY kith_template.invoicing_splitpart
    ADD CONSTRAINT invoicing_splitpart_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.ledger_journal
    ADD CONSTRAINT ledger_journal_key_key UNIQUE (key);
ALTER TABLE ONLY kith_template.ledger_journal
    ADD CONSTRAINT ledger_journal_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY kith_template.ledger_journal
    ADD CONSTRAINT ledger_journal_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY kith_template.ledger_posting
    ADD CONSTRAINT ledger_posting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.lines_line
    ADD CONSTRAINT line_has_its_own_place UNIQUE (order_id, place);
ALTER TABLE ONLY kith_template.invoicing_invoiceline
    ADD CONSTRAINT line_position_is_unique_in_its_invoice UNIQUE (invoice_id, "position");
ALTER TABLE ONLY kith_template.lines_line
    ADD CONSTRAINT lines_line_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.lines_lineevent
    ADD CONSTRAINT lines_lineevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.lines_planchange
    ADD CONSTRAINT lines_planchange_event_id_key UNIQUE (event_id);
ALTER TABLE ONLY kith_template.lines_planchange
    ADD CONSTRAINT lines_planchange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.ordering_activation
    ADD CONSTRAINT ordering_activation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.ordering_order
    ADD CONSTRAINT ordering_order_idempotency_key_key UNIQUE (idempotency_key);
ALTER TABLE ONLY kith_template.ordering_order
    ADD CONSTRAINT ordering_order_number_key UNIQUE (number);
ALTER TABLE ONLY kith_template.ordering_order
    ADD CONSTRAINT ordering_order_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.ordering_order
    ADD CONSTRAINT ordering_order_token_key UNIQUE (token);
ALTER TABLE ONLY kith_template.porting_portin
    ADD CONSTRAINT porting_portin_idem_key_key UNIQUE (idem_key);
ALTER TABLE ONLY kith_template.porting_portin
    ADD CONSTRAINT porting_portin_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.porting_portout
    ADD CONSTRAINT porting_portout_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.series_series
    ADD CONSTRAINT series_series_name_key UNIQUE (name);
ALTER TABLE ONLY kith_template.series_series
    ADD CONSTRAINT series_series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.storefront_offer
    ADD CONSTRAINT storefront_offer_code_key UNIQUE (code);
ALTER TABLE ONLY kith_template.storefront_offer
    ADD CONSTRAINT storefront_offer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY kith_template.workspace_workspace
    ADD CONSTRAINT workspace_workspace_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wholesale_baseproduct
    ADD CONSTRAINT a_base_product_has_one_row_a_version UNIQUE (code, version);
ALTER TABLE ONLY public.program_casecriterion
    ADD CONSTRAINT a_case_weighs_a_measure_once UNIQUE (case_id, code);
ALTER TABLE ONLY public.entities_numberseries
    ADD CONSTRAINT a_company_has_one_series_of_a_kind_a_year UNIQUE (entity_id, kind, year);
ALTER TABLE ONLY public.outbox_jobrun
    ADD CONSTRAINT a_job_runs_once_a_slot UNIQUE (name, slot);
ALTER TABLE ONLY public.outbox_letter
    ADD CONSTRAINT a_key_is_posted_once UNIQUE NULLS NOT DISTINCT (tenant_id, key);
ALTER TABLE ONLY public.outbox_delivery
    ADD CONSTRAINT a_letter_reaches_a_reaction_once UNIQUE (letter_id, reaction);
ALTER TABLE ONLY public.entities_document
    ADD CONSTRAINT a_number_is_given_once_in_its_series UNIQUE (series_id, "position");
ALTER TABLE ONLY public.settlement_payee
    ADD CONSTRAINT a_party_is_one_payee UNIQUE (party_kind, party_ref);
ALTER TABLE ONLY public.settlement_nettingconsent
    ADD CONSTRAINT a_payee_decides_once_at_a_moment UNIQUE (payee_id, decided_at);
ALTER TABLE ONLY public.settlement_runexclusion
    ADD CONSTRAINT a_payee_is_left_out_of_a_run_once UNIQUE (run_id, payee_id);
ALTER TABLE ONLY public.settlement_runapproval
    ADD CONSTRAINT a_person_approves_a_run_once UNIQUE (run_id, by);
ALTER TABLE ONLY public.program_tier
    ADD CONSTRAINT a_programme_has_a_tier_once UNIQUE (programme_id, code);
ALTER TABLE ONLY public.wholesale_wholesaleterm
    ADD CONSTRAINT a_seller_kind_has_one_term_a_day UNIQUE (seller_kind, starts_at);
ALTER TABLE ONLY public.registry_domain
    ADD CONSTRAINT a_shop_claims_a_host_once UNIQUE (host, tenant_id);
ALTER TABLE ONLY public.program_circlemeasure
    ADD CONSTRAINT a_shop_measures_once UNIQUE (tenant_id, person_id);
ALTER TABLE ONLY public.registry_provisioningstep
    ADD CONSTRAINT a_step_happens_once UNIQUE (tenant_id, name);
ALTER TABLE ONLY public.audit_look
    ADD CONSTRAINT a_table_has_one_last_look UNIQUE (schema, source);
ALTER TABLE ONLY public.program_criterion
    ADD CONSTRAINT a_tier_asks_a_measure_once UNIQUE (tier_id, code);
ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT account_code_is_unique_in_its_currency UNIQUE (code, currency);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_email_987c8728_uniq UNIQUE (user_id, email);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_key_key UNIQUE (key);
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirmation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_accesstoken
    ADD CONSTRAINT accounts_accesstoken_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.accounts_accesstoken
    ADD CONSTRAINT accounts_accesstoken_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_consent
    ADD CONSTRAINT accounts_consent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_guest
    ADD CONSTRAINT accounts_guest_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_handover
    ADD CONSTRAINT accounts_handover_digest_key UNIQUE (digest);
ALTER TABLE ONLY public.accounts_handover
    ADD CONSTRAINT accounts_handover_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_lentlook
    ADD CONSTRAINT accounts_lentlook_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_lentview
    ADD CONSTRAINT accounts_lentview_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_partyrole
    ADD CONSTRAINT accounts_partyrole_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_person
    ADD CONSTRAINT accounts_person_email_key UNIQUE (email);
ALTER TABLE ONLY public.accounts_person
    ADD CONSTRAINT accounts_person_handle_key UNIQUE (handle);
ALTER TABLE ONLY public.accounts_person
    ADD CONSTRAINT accounts_person_handle_shape_key UNIQUE (handle_shape);
ALTER TABLE ONLY public.accounts_person
    ADD CONSTRAINT accounts_person_phone_key UNIQUE (phone);
ALTER TABLE ONLY public.accounts_person
    ADD CONSTRAINT accounts_person_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.accounts_session
    ADD CONSTRAINT accounts_session_pkey PRIMARY KEY (session_key);
ALTER TABLE ONLY public.accounts_teaminvitation
    ADD CONSTRAINT accounts_teaminvitation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wholesale_catalogentry
    ADD CONSTRAINT an_entry_has_one_row_a_version UNIQUE (kind, code, version);
ALTER TABLE ONLY public.settlement_webhookevent
    ADD CONSTRAINT an_event_arrives_once_at_an_endpoint UNIQUE (endpoint, event_id);
ALTER TABLE ONLY public.audit_auditentry
    ADD CONSTRAINT audit_auditentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_block
    ADD CONSTRAINT audit_block_hash_key UNIQUE (hash);
ALTER TABLE ONLY public.audit_block
    ADD CONSTRAINT audit_block_pkey PRIMARY KEY (number);
ALTER TABLE ONLY public.audit_look
    ADD CONSTRAINT audit_look_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_name_key UNIQUE (name);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_permission_id_0cd325b0_uniq UNIQUE (group_id, permission_id);
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_group
    ADD CONSTRAINT auth_group_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_codename_01ab375a_uniq UNIQUE (content_type_id, codename);
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_allotment
    ADD CONSTRAINT bank_allotment_key_key UNIQUE (key);
ALTER TABLE ONLY public.bank_allotment
    ADD CONSTRAINT bank_allotment_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.bank_bankentry
    ADD CONSTRAINT bank_bankentry_key_key UNIQUE (key);
ALTER TABLE ONLY public.bank_bankentry
    ADD CONSTRAINT bank_bankentry_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.bank_bankfile
    ADD CONSTRAINT bank_bankfile_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.bank_bankreturn
    ADD CONSTRAINT bank_bankreturn_allotment_id_key UNIQUE (allotment_id);
ALTER TABLE ONLY public.bank_bankreturn
    ADD CONSTRAINT bank_bankreturn_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.bank_bankreturn
    ADD CONSTRAINT bank_bankreturn_purpose_key UNIQUE (purpose);
ALTER TABLE ONLY public.disputes_dispute
    ADD CONSTRAINT disputes_dispute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_app_label_model_76bd3d3b_uniq UNIQUE (app_label, model);
ALTER TABLE ONLY public.django_content_type
    ADD CONSTRAINT django_content_type_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.django_migrations
    ADD CONSTRAINT django_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entities_document
    ADD CONSTRAINT entities_document_document_id_key UNIQUE (document_id);
ALTER TABLE ONLY public.entities_document
    ADD CONSTRAINT entities_document_number_key UNIQUE (number);
ALTER TABLE ONLY public.entities_document
    ADD CONSTRAINT entities_document_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entities_entitydetails
    ADD CONSTRAINT entities_entitydetails_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entities_legalentity
    ADD CONSTRAINT entities_legalentity_code_key UNIQUE (code);
ALTER TABLE ONLY public.entities_legalentity
    ADD CONSTRAINT entities_legalentity_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.entities_numberseries
    ADD CONSTRAINT entities_numberseries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.entities_entitydetails
    ADD CONSTRAINT entity_details_version_is_unique UNIQUE (entity_id, version);
ALTER TABLE ONLY public.fence_installation
    ADD CONSTRAINT fence_installation_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.fence_look
    ADD CONSTRAINT fence_look_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.fence_pause
    ADD CONSTRAINT fence_pause_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.kith_step
    ADD CONSTRAINT kith_step_level_key UNIQUE (level);
ALTER TABLE ONLY public.kith_step
    ADD CONSTRAINT kith_step_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY public.ledger_account
    ADD CONSTRAINT ledger_account_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger_journal
    ADD CONSTRAINT ledger_journal_key_key UNIQUE (key);
ALTER TABLE ONLY public.ledger_journal
    ADD CONSTRAINT ledger_journal_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.ledger_journal
    ADD CONSTRAINT ledger_journal_reverses_id_key UNIQUE (reverses_id);
ALTER TABLE ONLY public.ledger_posting
    ADD CONSTRAINT ledger_posting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.limits_allowance
    ADD CONSTRAINT limits_allowance_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.limits_guessing
    ADD CONSTRAINT limits_guessing_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.limits_kept
    ADD CONSTRAINT limits_kept_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.mail_sentmail
    ADD CONSTRAINT mail_sentmail_pkey PRIMARY KEY (key);
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.network_comingnumber
    ADD CONSTRAINT network_comingnumber_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.network_leavingcode
    ADD CONSTRAINT network_leavingcode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.network_manualtask
    ADD CONSTRAINT network_manualtask_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.network_manualtask
    ADD CONSTRAINT network_manualtask_request_id_key UNIQUE (request_id);
ALTER TABLE ONLY public.program_signature
    ADD CONSTRAINT nobody_signs_a_case_twice UNIQUE (case_id, person_id);
ALTER TABLE ONLY public.numbering_numberrange
    ADD CONSTRAINT number_range_starts_once UNIQUE (first);
ALTER TABLE ONLY public.numbering_numberevent
    ADD CONSTRAINT numbering_numberevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.numbering_numberrange
    ADD CONSTRAINT numbering_numberrange_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.numbering_phonenumber
    ADD CONSTRAINT numbering_phonenumber_e164_key UNIQUE (e164);
ALTER TABLE ONLY public.numbering_phonenumber
    ADD CONSTRAINT numbering_phonenumber_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.numbering_simcard
    ADD CONSTRAINT numbering_simcard_iccid_key UNIQUE (iccid);
ALTER TABLE ONLY public.numbering_simcard
    ADD CONSTRAINT numbering_simcard_imsi_key UNIQUE (imsi);
ALTER TABLE ONLY public.numbering_simcard
    ADD CONSTRAINT numbering_simcard_matching_id_key UNIQUE (matching_id);
ALTER TABLE ONLY public.numbering_simcard
    ADD CONSTRAINT numbering_simcard_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox_delivery
    ADD CONSTRAINT outbox_delivery_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox_jobrun
    ADD CONSTRAINT outbox_jobrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox_letter
    ADD CONSTRAINT outbox_letter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_departure
    ADD CONSTRAINT privacy_departure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.privacy_personalcopy
    ADD CONSTRAINT privacy_personalcopy_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_assessmentrun
    ADD CONSTRAINT program_assessmentrun_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_assessmentrun
    ADD CONSTRAINT program_assessmentrun_slot_key UNIQUE (slot);
ALTER TABLE ONLY public.program_casecriterion
    ADD CONSTRAINT program_casecriterion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_casequestion
    ADD CONSTRAINT program_casequestion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_circlemeasure
    ADD CONSTRAINT program_circlemeasure_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_criterion
    ADD CONSTRAINT program_criterion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_programme
    ADD CONSTRAINT program_programme_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_programme
    ADD CONSTRAINT program_programme_version_key UNIQUE (version);
ALTER TABLE ONLY public.program_promotioncase
    ADD CONSTRAINT program_promotioncase_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.program_retraction
    ADD CONSTRAINT program_retraction_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_retraction
    ADD CONSTRAINT program_retraction_programme_id_key UNIQUE (programme_id);
ALTER TABLE ONLY public.program_signature
    ADD CONSTRAINT program_signature_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_standing
    ADD CONSTRAINT program_standing_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.program_tier
    ADD CONSTRAINT program_tier_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_key_key UNIQUE (key);
ALTER TABLE ONLY public.proposals_proposal
    ADD CONSTRAINT proposals_proposal_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.pulse_pulse
    ADD CONSTRAINT pulse_pulse_pkey PRIMARY KEY (part);
ALTER TABLE ONLY public.referral_paidcycle
    ADD CONSTRAINT referral_paidcycle_invoice_id_key UNIQUE (invoice_id);
ALTER TABLE ONLY public.referral_paidcycle
    ADD CONSTRAINT referral_paidcycle_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.referral_referral
    ADD CONSTRAINT referral_referral_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.referral_referral
    ADD CONSTRAINT referral_referral_referred_id_key UNIQUE (referred_id);
ALTER TABLE ONLY public.referral_referralcode
    ADD CONSTRAINT referral_referralcode_code_key UNIQUE (code);
ALTER TABLE ONLY public.referral_referralcode
    ADD CONSTRAINT referral_referralcode_person_id_key UNIQUE (person_id);
ALTER TABLE ONLY public.referral_referralcode
    ADD CONSTRAINT referral_referralcode_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.referral_referralterm
    ADD CONSTRAINT referral_referralterm_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.referral_referralterm
    ADD CONSTRAINT referral_referralterm_starts_at_key UNIQUE (starts_at);
ALTER TABLE ONLY public.settlement_refundterms
    ADD CONSTRAINT refund_terms_never_start_together UNIQUE (currency, starts_at);
ALTER TABLE ONLY public.registry_closing
    ADD CONSTRAINT registry_closing_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.registry_domain
    ADD CONSTRAINT registry_domain_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_provisioningstep
    ADD CONSTRAINT registry_provisioningstep_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_spareschema
    ADD CONSTRAINT registry_spareschema_claimed_by_key UNIQUE (claimed_by);
ALTER TABLE ONLY public.registry_spareschema
    ADD CONSTRAINT registry_spareschema_db_role_key UNIQUE (db_role);
ALTER TABLE ONLY public.registry_spareschema
    ADD CONSTRAINT registry_spareschema_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.registry_spareschema
    ADD CONSTRAINT registry_spareschema_schema_name_key UNIQUE (schema_name);
ALTER TABLE ONLY public.registry_tenant
    ADD CONSTRAINT registry_tenant_db_role_key UNIQUE (db_role);
ALTER TABLE ONLY public.registry_tenant
    ADD CONSTRAINT registry_tenant_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.registry_tenant
    ADD CONSTRAINT registry_tenant_provision_key_key UNIQUE (provision_key);
ALTER TABLE ONLY public.registry_tenant
    ADD CONSTRAINT registry_tenant_schema_name_key UNIQUE (schema_name);
ALTER TABLE ONLY public.registry_tenant
    ADD CONSTRAINT registry_tenant_skeleton_a6788070_uniq UNIQUE (skeleton);
ALTER TABLE ONLY public.registry_tenant
    ADD CONSTRAINT registry_tenant_slug_key UNIQUE (slug);
ALTER TABLE ONLY public.series_series
    ADD CONSTRAINT series_series_name_key UNIQUE (name);
ALTER TABLE ONLY public.series_series
    ADD CONSTRAINT series_series_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_key_key UNIQUE (key);
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_difference
    ADD CONSTRAINT settlement_difference_key_key UNIQUE (key);
ALTER TABLE ONLY public.settlement_difference
    ADD CONSTRAINT settlement_difference_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_dunningterms
    ADD CONSTRAINT settlement_dunningterms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_dunningterms
    ADD CONSTRAINT settlement_dunningterms_starts_at_key UNIQUE (starts_at);
ALTER TABLE ONLY public.settlement_transfer
    ADD CONSTRAINT settlement_intent_idem_key_key UNIQUE (idem_key);
ALTER TABLE ONLY public.settlement_transfer
    ADD CONSTRAINT settlement_intent_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_transfer
    ADD CONSTRAINT settlement_intent_transfer_id_key UNIQUE (transfer_reference);
ALTER TABLE ONLY public.settlement_movement
    ADD CONSTRAINT settlement_movement_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_nettingconsent
    ADD CONSTRAINT settlement_nettingconsent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_payee
    ADD CONSTRAINT settlement_payee_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_payee
    ADD CONSTRAINT settlement_payee_stripe_account_key UNIQUE (stripe_account);
ALTER TABLE ONLY public.settlement_paymentroute
    ADD CONSTRAINT settlement_paymentroute_checkout_id_key UNIQUE (checkout_id);
ALTER TABLE ONLY public.settlement_paymentroute
    ADD CONSTRAINT settlement_paymentroute_payment_intent_key UNIQUE (payment_intent);
ALTER TABLE ONLY public.settlement_paymentroute
    ADD CONSTRAINT settlement_paymentroute_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_reconciledday
    ADD CONSTRAINT settlement_reconciledday_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.settlement_refundterms
    ADD CONSTRAINT settlement_refundterms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_reversal
    ADD CONSTRAINT settlement_reversal_idem_key_e2cea495_uniq UNIQUE (idem_key);
ALTER TABLE ONLY public.settlement_reversal
    ADD CONSTRAINT settlement_reversal_key_key UNIQUE (key);
ALTER TABLE ONLY public.settlement_reversal
    ADD CONSTRAINT settlement_reversal_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_reversal
    ADD CONSTRAINT settlement_reversal_reversal_id_key UNIQUE (reversal_id);
ALTER TABLE ONLY public.settlement_run
    ADD CONSTRAINT settlement_run_key_key UNIQUE (key);
ALTER TABLE ONLY public.settlement_run
    ADD CONSTRAINT settlement_run_number_key UNIQUE (number);
ALTER TABLE ONLY public.settlement_run
    ADD CONSTRAINT settlement_run_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_runapproval
    ADD CONSTRAINT settlement_runapproval_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_runexclusion
    ADD CONSTRAINT settlement_runexclusion_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_settlementterms
    ADD CONSTRAINT settlement_settlementterms_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_sharehold
    ADD CONSTRAINT settlement_sharehold_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_sharingmodel
    ADD CONSTRAINT settlement_sharingmodel_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_intent_id_key UNIQUE (transfer_id);
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_number_key UNIQUE (number);
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_reversal_id_key UNIQUE (reversal_id);
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_write_off_id_key UNIQUE (write_off_id);
ALTER TABLE ONLY public.settlement_statementline
    ADD CONSTRAINT settlement_statementline_accrual_id_key UNIQUE (accrual_id);
ALTER TABLE ONLY public.settlement_statementline
    ADD CONSTRAINT settlement_statementline_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_overpayment
    ADD CONSTRAINT settlement_surplus_idem_key_key UNIQUE (idem_key);
ALTER TABLE ONLY public.settlement_overpayment
    ADD CONSTRAINT settlement_surplus_payment_reference_key UNIQUE (payment_reference);
ALTER TABLE ONLY public.settlement_overpayment
    ADD CONSTRAINT settlement_surplus_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_overpayment
    ADD CONSTRAINT settlement_surplus_refund_reference_key UNIQUE (refund_reference);
ALTER TABLE ONLY public.settlement_settlementterms
    ADD CONSTRAINT settlement_terms_never_start_together UNIQUE (currency, starts_at);
ALTER TABLE ONLY public.settlement_webhookevent
    ADD CONSTRAINT settlement_webhookevent_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.settlement_writeoff
    ADD CONSTRAINT settlement_writeoff_key_key UNIQUE (key);
ALTER TABLE ONLY public.settlement_writeoff
    ADD CONSTRAINT settlement_writeoff_pkey PRIMARY KEY (uuid);
ALTER TABLE ONLY public.settlement_sharingmodel
    ADD CONSTRAINT sharing_model_version_is_unique UNIQUE (seller_kind, version);
ALTER TABLE ONLY public.settlement_sharingmodel
    ADD CONSTRAINT sharing_models_never_start_together UNIQUE (seller_kind, starts_at);
ALTER TABLE ONLY public.strays_stray
    ADD CONSTRAINT strays_stray_pkey PRIMARY KEY (reference);
ALTER TABLE ONLY public.settlement_transfer
    ADD CONSTRAINT transfer_position_is_unique_in_its_run UNIQUE (run_id, "position");
ALTER TABLE ONLY public.program_tier
    ADD CONSTRAINT two_tiers_never_share_a_step UNIQUE (programme_id, "position");
ALTER TABLE ONLY public.wholesale_baseproduct
    ADD CONSTRAINT wholesale_baseproduct_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wholesale_catalogentry
    ADD CONSTRAINT wholesale_catalogentry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wholesale_catalogimport
    ADD CONSTRAINT wholesale_catalogimport_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.wholesale_wholesaleterm
    ADD CONSTRAINT wholesale_wholesaleterm_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX a_friend_has_one_open_invitation ON kith_template.circle_invitation USING btree (sent_to) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL) AND (NOT ((sent_to)::text = ''::text)));
CREATE UNIQUE INDEX a_line_has_one_open_upgrade ON kith_template.invoicing_planupgrade USING btree (line_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX a_person_has_one_open_card_page ON kith_template.invoicing_checkoutsession USING btree (person_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX a_person_keeps_one_card ON kith_template.invoicing_savedcard USING btree (person_id) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX an_invoice_has_one_live_charge ON kith_template.invoicing_charge USING btree (invoice_id) WHERE ((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying])::text[]));
CREATE UNIQUE INDEX an_invoice_has_one_open_checkout ON kith_template.invoicing_checkoutsession USING btree (invoice_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX an_order_has_one_open_checkout ON kith_template.invoicing_checkoutsession USING btree (order_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX an_upgrade_has_one_live_charge ON kith_template.invoicing_charge USING btree (upgrade_id) WHERE ((state)::text = ANY ((ARRAY['frozen'::character varying, 'sending'::character varying, 'unknown'::character varying])::text[]));
CREATE INDEX circle_invitation_token_5bfc185b_like ON kith_template.circle_invitation USING btree (token varchar_pattern_ops);
CREATE INDEX invoices_newest_first ON kith_template.invoicing_invoice USING btree (issued_at DESC, number DESC);
CREATE INDEX invoicing_charge_card_id_64cc8e75 ON kith_template.invoicing_charge USING btree (card_id);
CREATE INDEX invoicing_charge_idem_key_edd9c557_like ON kith_template.invoicing_charge USING btree (idem_key varchar_pattern_ops);
CREATE INDEX invoicing_charge_invoice_id_d4ef54a6 ON kith_template.invoicing_charge USING btree (invoice_id);
CREATE INDEX invoicing_charge_payment_intent_06137d11_like ON kith_template.invoicing_charge USING btree (payment_intent varchar_pattern_ops);
CREATE INDEX invoicing_charge_upgrade_id_9a27344c ON kith_template.invoicing_charge USING btree (upgrade_id);
CREATE INDEX invoicing_checkoutsession_invoice_id_1fde9ff9 ON kith_template.invoicing_checkoutsession USING btree (invoice_id);
CREATE INDEX invoicing_checkoutsession_key_9f541693_like ON kith_template.invoicing_checkoutsession USING btree (key varchar_pattern_ops);
CREATE INDEX invoicing_checkoutsession_order_id_5c8fc177 ON kith_template.invoicing_checkoutsession USING btree (order_id);
CREATE INDEX invoicing_checkoutsession_person_id_0a168aee ON kith_template.invoicing_checkoutsession USING btree (person_id);
CREATE INDEX invoicing_checkoutsession_stripe_id_ffd819a0_like ON kith_template.invoicing_checkoutsession USING btree (stripe_id varchar_pattern_ops);
CREATE INDEX invoicing_creditnote_invoice_id_61f6cc89 ON kith_template.invoicing_creditnote USING btree (invoice_id);
CREATE INDEX invoicing_creditnote_number_d15ddf1f_like ON kith_template.invoicing_creditnote USING btree (number varchar_pattern_ops);
CREATE INDEX invoicing_creditnotepart_credit_note_id_c3d079a1 ON kith_template.invoicing_creditnotepart USING btree (credit_note_id);
CREATE INDEX invoicing_creditnotepart_invoice_line_id_819b80e0 ON kith_template.invoicing_creditnotepart USING btree (invoice_line_id);
CREATE INDEX invoicing_dunningstep_invoice_id_27b2b7d4 ON kith_template.invoicing_dunningstep USING btree (invoice_id);
CREATE INDEX invoicing_invoice_key_6d71f1a1_like ON kith_template.invoicing_invoice USING btree (key varchar_pattern_ops);
CREATE INDEX invoicing_invoice_line_id_9c757909 ON kith_template.invoicing_invoice USING btree (line_id);
CREATE INDEX invoicing_invoice_number_f35f6ffa_like ON kith_template.invoicing_invoice USING btree (number varchar_pattern_ops);
CREATE INDEX invoicing_invoice_person_id_ecdc3458 ON kith_template.invoicing_invoice USING btree (person_id);
CREATE INDEX invoicing_invoiceline_invoice_id_76c97100 ON kith_template.invoicing_invoiceline USING btree (invoice_id);
CREATE INDEX invoicing_keptcard_payment_method_9ca3f2b5_like ON kith_template.invoicing_savedcard USING btree (payment_method varchar_pattern_ops);
CREATE INDEX invoicing_keptcard_person_id_295ed743 ON kith_template.invoicing_savedcard USING btree (person_id);
CREATE INDEX invoicing_payment_invoice_id_745a7962 ON kith_template.invoicing_payment USING btree (invoice_id);
CREATE INDEX invoicing_payment_key_c0ed28e6_like ON kith_template.invoicing_payment USING btree (key varchar_pattern_ops);
CREATE INDEX invoicing_planupgrade_line_id_87542eeb ON kith_template.invoicing_planupgrade USING btree (line_id);
CREATE INDEX invoicing_refund_idem_key_568055be_like ON kith_template.invoicing_refund USING btree (idem_key varchar_pattern_ops);
CREATE INDEX invoicing_refund_invoice_id_4a728a00 ON kith_template.invoicing_refund USING btree (invoice_id);
CREATE INDEX invoicing_refund_key_7f909dde_like ON kith_template.invoicing_refund USING btree (key varchar_pattern_ops);
CREATE INDEX invoicing_refund_payment_id_30bbf6c5 ON kith_template.invoicing_refund USING btree (payment_id);
CREATE INDEX invoicing_refund_stripe_id_2976872d_like ON kith_template.invoicing_refund USING btree (stripe_id varchar_pattern_ops);
CREATE INDEX invoicing_splitpart_invoice_line_id_9901d314 ON kith_template.invoicing_splitpart USING btree (invoice_line_id);
CREATE INDEX journals_by_time ON kith_template.ledger_journal USING brin (recorded_at);
CREATE INDEX journals_to_be_matched ON kith_template.ledger_journal USING btree (effective_at) WHERE (NOT ((reference)::text = ''::text));
CREATE INDEX journals_with_a_reference ON kith_template.ledger_journal USING btree (reference) WHERE (NOT ((reference)::text = ''::text));
CREATE INDEX ledger_journal_key_4456eae4_like ON kith_template.ledger_journal USING btree (key varchar_pattern_ops);
CREATE INDEX ledger_posting_journal_id_22f141b2 ON kith_template.ledger_posting USING btree (journal_id);
CREATE UNIQUE INDEX line_changes_one_thing_at_a_time ON kith_template.lines_lineevent USING btree (line_id) WHERE ((done_at IS NULL) AND (failed_at IS NULL));
CREATE INDEX line_due_for_renewal ON kith_template.lines_line USING btree (next_renewal_on, id) WHERE (ended_at IS NULL);
CREATE INDEX line_event_history ON kith_template.lines_lineevent USING btree (line_id, asked_at, id);
CREATE UNIQUE INDEX line_leaves_by_one_code ON kith_template.porting_portout USING btree (line_id) WHERE (ended_at IS NULL);
CREATE INDEX line_of_person ON kith_template.lines_line USING btree (person_id, activated_at);
CREATE UNIQUE INDEX line_waits_for_one_number ON kith_template.porting_portin USING btree (line_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX line_waits_for_one_plan ON kith_template.lines_planchange USING btree (line_id) WHERE ((done_at IS NULL) AND (undone_at IS NULL));
CREATE INDEX lines_line_offer_code_cd2217ab ON kith_template.lines_line USING btree (offer_code);
CREATE INDEX lines_line_offer_code_cd2217ab_like ON kith_template.lines_line USING btree (offer_code varchar_pattern_ops);
CREATE INDEX lines_lineevent_line_id_78907a4e ON kith_template.lines_lineevent USING btree (line_id);
CREATE INDEX lines_planchange_line_id_6ecbca70 ON kith_template.lines_planchange USING btree (line_id);
CREATE UNIQUE INDEX number_is_on_one_line ON kith_template.lines_line USING btree (e164) WHERE (ended_at IS NULL);
CREATE INDEX order_newest_first ON kith_template.ordering_order USING btree (placed_at DESC, id);
CREATE INDEX order_of_person ON kith_template.ordering_order USING btree (person_id, placed_at DESC);
CREATE INDEX ordering_activation_order_id_ac57ad88 ON kith_template.ordering_activation USING btree (order_id);
CREATE INDEX ordering_order_idempotency_key_5ddd7d47_like ON kith_template.ordering_order USING btree (idempotency_key varchar_pattern_ops);
CREATE INDEX ordering_order_number_49e5e55c_like ON kith_template.ordering_order USING btree (number varchar_pattern_ops);
CREATE INDEX ordering_order_offer_code_d42e6226 ON kith_template.ordering_order USING btree (offer_code);
CREATE INDEX ordering_order_offer_code_d42e6226_like ON kith_template.ordering_order USING btree (offer_code varchar_pattern_ops);
CREATE INDEX ordering_order_token_d481443e_like ON kith_template.ordering_order USING btree (token varchar_pattern_ops);
CREATE INDEX plan_change_to_switch ON kith_template.lines_planchange USING btree (id) WHERE ((done_at IS NOT NULL) AND (switched_at IS NULL));
CREATE INDEX plan_changes_of_line ON kith_template.lines_planchange USING btree (line_id, from_on, id);
CREATE INDEX port_in_of_line ON kith_template.porting_portin USING btree (line_id, asked_at, id);
CREATE INDEX port_out_of_line ON kith_template.porting_portout USING btree (line_id, asked_at, id);
CREATE INDEX porting_portin_idem_key_6afc5c8c_like ON kith_template.porting_portin USING btree (idem_key varchar_pattern_ops);
CREATE INDEX postings_of_an_account ON kith_template.ledger_posting USING btree (account_id) INCLUDE (amount_minor);
CREATE INDEX series_series_name_5e8ed2ae_like ON kith_template.series_series USING btree (name varchar_pattern_ops);
CREATE UNIQUE INDEX sim_is_on_one_line ON kith_template.lines_line USING btree (iccid) WHERE (ended_at IS NULL);
CREATE INDEX storefront_offer_code_cda9a0f7_like ON kith_template.storefront_offer USING btree (code varchar_pattern_ops);
CREATE UNIQUE INDEX a_base_product_has_one_current_version ON public.wholesale_baseproduct USING btree (code) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX a_payee_has_one_live_transfer_a_shop_in_a_run ON public.settlement_transfer USING btree (run_id, payee_id, tenant_id) NULLS NOT DISTINCT WHERE (NOT ((state)::text = 'failed'::text));
CREATE UNIQUE INDEX a_payee_has_one_waiting_write_off ON public.settlement_writeoff USING btree (payee_id, currency) WHERE ((done_at IS NULL) AND (dropped_at IS NULL));
CREATE UNIQUE INDEX a_person_departs_once_at_a_time ON public.privacy_departure USING btree (person_id) WHERE ((done_at IS NULL) AND (stopped_at IS NULL) AND (undone_at IS NULL));
CREATE UNIQUE INDEX a_person_has_one_copy_in_the_making ON public.privacy_personalcopy USING btree (person_id) WHERE (ready_at IS NULL);
CREATE UNIQUE INDEX a_person_has_one_open_case ON public.program_promotioncase USING btree (person_id) WHERE (decided_at IS NULL);
CREATE UNIQUE INDEX a_person_lends_one_view_at_a_time ON public.accounts_lentview USING btree (owner_id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX a_person_stands_on_one_step ON public.program_standing USING btree (person_id) WHERE (ends_at IS NULL);
CREATE UNIQUE INDEX a_proved_host_leads_to_one_shop ON public.registry_domain USING btree (host) WHERE (verified_at IS NOT NULL);
CREATE UNIQUE INDEX a_reason_holds_sending_once ON public.fence_pause USING btree (reason) WHERE (released_at IS NULL);
CREATE UNIQUE INDEX a_role_is_offered_to_somebody_once_at_a_time ON public.accounts_teaminvitation USING btree (tenant_id, email, role) NULLS NOT DISTINCT WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX a_shop_is_closed_once_at_a_time ON public.registry_closing USING btree (tenant_id) WHERE (called_off_at IS NULL);
CREATE UNIQUE INDEX a_thing_is_proposed_once_at_a_time ON public.proposals_proposal USING btree (kind, tenant_id, subject) NULLS NOT DISTINCT WHERE (decided_at IS NULL);
CREATE UNIQUE INDEX access_token_name_is_used_once ON public.accounts_accesstoken USING btree (person_id, tenant_id, name) WHERE (revoked_at IS NULL);
CREATE INDEX account_emailaddress_email_03be32b2 ON public.account_emailaddress USING btree (email);
CREATE INDEX account_emailaddress_email_03be32b2_like ON public.account_emailaddress USING btree (email varchar_pattern_ops);
CREATE INDEX account_emailaddress_user_id_2c513194 ON public.account_emailaddress USING btree (user_id);
CREATE INDEX account_emailconfirmation_email_address_id_5b7f8c58 ON public.account_emailconfirmation USING btree (email_address_id);
CREATE INDEX account_emailconfirmation_key_f43612bd_like ON public.account_emailconfirmation USING btree (key varchar_pattern_ops);
CREATE INDEX accounts_accesstoken_digest_72e7f639_like ON public.accounts_accesstoken USING btree (digest varchar_pattern_ops);
CREATE INDEX accounts_accesstoken_person_id_04aa994e ON public.accounts_accesstoken USING btree (person_id);
CREATE INDEX accounts_consent_person_id_dc6f3178 ON public.accounts_consent USING btree (person_id);
CREATE INDEX accounts_consent_purpose_78cbc081 ON public.accounts_consent USING btree (purpose);
CREATE INDEX accounts_consent_purpose_78cbc081_like ON public.accounts_consent USING btree (purpose varchar_pattern_ops);
CREATE INDEX accounts_consent_tenant_id_6ee73c04 ON public.accounts_consent USING btree (tenant_id);
CREATE INDEX accounts_guest_claimed_by_id_b607099c ON public.accounts_guest USING btree (claimed_by_id);
CREATE INDEX accounts_guest_email_1f0ac814 ON public.accounts_guest USING btree (email);
CREATE INDEX accounts_guest_email_1f0ac814_like ON public.accounts_guest USING btree (email varchar_pattern_ops);
CREATE INDEX accounts_handover_digest_cde574c6_like ON public.accounts_handover USING btree (digest varchar_pattern_ops);
CREATE INDEX accounts_handover_person_id_b391633e ON public.accounts_handover USING btree (person_id);
CREATE INDEX accounts_lentlook_view_id_ae01e2d2 ON public.accounts_lentlook USING btree (view_id);
CREATE INDEX accounts_lentview_helper_id_5a752c76 ON public.accounts_lentview USING btree (helper_id);
CREATE INDEX accounts_lentview_owner_id_974cd280 ON public.accounts_lentview USING btree (owner_id);
CREATE INDEX accounts_partyrole_person_id_b0b84fba ON public.accounts_partyrole USING btree (person_id);
CREATE INDEX accounts_partyrole_tenant_id_054b04a9 ON public.accounts_partyrole USING btree (tenant_id);
CREATE INDEX accounts_person_email_7de6b04f_like ON public.accounts_person USING btree (email varchar_pattern_ops);
CREATE INDEX accounts_person_handle_e0a61d18_like ON public.accounts_person USING btree (handle varchar_pattern_ops);
CREATE INDEX accounts_person_handle_shape_46ab1f16_like ON public.accounts_person USING btree (handle_shape varchar_pattern_ops);
CREATE INDEX accounts_person_phone_09c2e87c_like ON public.accounts_person USING btree (phone varchar_pattern_ops);
CREATE INDEX accounts_session_expire_date_5bbfba7c ON public.accounts_session USING btree (expire_date);
CREATE INDEX accounts_session_family_0ed91f43 ON public.accounts_session USING btree (family);
CREATE INDEX accounts_session_person_id_6b01fe29 ON public.accounts_session USING btree (person_id);
CREATE INDEX accounts_session_session_key_b186966f_like ON public.accounts_session USING btree (session_key varchar_pattern_ops);
CREATE INDEX accounts_session_tenant_id_1f3bbda6 ON public.accounts_session USING btree (tenant_id);
CREATE INDEX accounts_teaminvitation_accepted_by_id_4f3f88b6 ON public.accounts_teaminvitation USING btree (accepted_by_id);
CREATE INDEX accounts_teaminvitation_tenant_id_6e9e390b ON public.accounts_teaminvitation USING btree (tenant_id);
CREATE INDEX accruals_of_a_payee ON public.settlement_accrual USING btree (payee_id, accrued_at DESC);
CREATE INDEX accruals_of_a_tenant ON public.settlement_accrual USING btree (tenant_id, accrued_at DESC);
CREATE INDEX accruals_that_give_back ON public.settlement_accrual USING btree (gives_back_id) WHERE (gives_back_id IS NOT NULL);
CREATE INDEX accruals_waiting_to_be_paid ON public.settlement_accrual USING btree (currency, payable_from) WHERE ((state)::text = ANY ((ARRAY['accrued'::character varying, 'payable'::character varying, 'carried'::character varying])::text[]));
CREATE UNIQUE INDEX an_entry_has_one_current_version ON public.wholesale_catalogentry USING btree (kind, code) WHERE (superseded_at IS NULL);
CREATE UNIQUE INDEX an_invoice_is_held_once_for_one_thing ON public.settlement_sharehold USING btree (tenant_id, invoice_number, reference) WHERE (released_at IS NULL);
CREATE INDEX audit_block_hash_0057a690_like ON public.audit_block USING btree (hash varchar_pattern_ops);
CREATE INDEX audit_by_subject ON public.audit_auditentry USING btree (subject, id DESC);
CREATE INDEX audit_by_time ON public.audit_auditentry USING brin (recorded_at);
CREATE INDEX audit_newest_first ON public.audit_auditentry USING btree (happened_at DESC, id DESC);
CREATE INDEX auth_group_name_a6ea08ec_like ON public.auth_group USING btree (name varchar_pattern_ops);
CREATE INDEX auth_group_permissions_group_id_b120cbf9 ON public.auth_group_permissions USING btree (group_id);
CREATE INDEX auth_group_permissions_permission_id_84c5c92e ON public.auth_group_permissions USING btree (permission_id);
CREATE INDEX auth_permission_content_type_id_2f476e4b ON public.auth_permission USING btree (content_type_id);
CREATE INDEX bank_allotment_batch_706851ce ON public.bank_allotment USING btree (batch);
CREATE INDEX bank_allotment_entry_id_8d4831f7 ON public.bank_allotment USING btree (entry_id);
CREATE INDEX bank_allotment_key_207bbed4_like ON public.bank_allotment USING btree (key varchar_pattern_ops);
CREATE INDEX bank_bankentry_file_id_a6181491 ON public.bank_bankentry USING btree (file_id);
CREATE INDEX bank_bankentry_key_830ad7ce_like ON public.bank_bankentry USING btree (key varchar_pattern_ops);
CREATE INDEX bank_bankreturn_purpose_7564c358_like ON public.bank_bankreturn USING btree (purpose varchar_pattern_ops);
CREATE INDEX bank_entries_open ON public.bank_bankentry USING btree (booked_on) WHERE (left_minor > 0);
CREATE INDEX bank_returns_waiting ON public.bank_bankreturn USING btree (asked_at) WHERE ((sent_at IS NULL) AND (undone_at IS NULL));
CREATE INDEX blocks_of_a_table ON public.audit_block USING btree (schema, source, number DESC);
CREATE INDEX coming_number_late ON public.network_comingnumber USING btree (late_from, id) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX consent_stands_once ON public.accounts_consent USING btree (person_id, tenant_id, purpose) NULLS NOT DISTINCT WHERE (withdrawn_at IS NULL);
CREATE INDEX deliveries_by_urgency ON public.outbox_delivery USING btree ((((next_try_at AT TIME ZONE 'UTC'::text) + patience)), id) WHERE ((done_at IS NULL) AND (parked_at IS NULL));
CREATE INDEX disputes_dispute_id_8295fc6d_like ON public.disputes_dispute USING btree (id varchar_pattern_ops);
CREATE INDEX disputes_dispute_payment_reference_a79bd276 ON public.disputes_dispute USING btree (payment_reference);
CREATE INDEX disputes_dispute_payment_reference_a79bd276_like ON public.disputes_dispute USING btree (payment_reference varchar_pattern_ops);
CREATE INDEX disputes_dispute_tenant_id_dd6d0ef2 ON public.disputes_dispute USING btree (tenant_id);
CREATE INDEX disputes_newest_first ON public.disputes_dispute USING btree (opened_at DESC, id);
CREATE INDEX disputes_to_be_answered ON public.disputes_dispute USING btree (due_by) WHERE ((status)::text = ANY ((ARRAY['needs_response'::character varying, 'warning_needs_response'::character varying])::text[]));
CREATE INDEX entities_document_number_be3365d4_like ON public.entities_document USING btree (number varchar_pattern_ops);
CREATE INDEX entities_document_series_id_db69c003 ON public.entities_document USING btree (series_id);
CREATE INDEX entities_document_tenant_id_7d21d01b ON public.entities_document USING btree (tenant_id);
CREATE INDEX entities_entitydetails_entity_id_cd6f8345 ON public.entities_entitydetails USING btree (entity_id);
CREATE INDEX entities_legalentity_code_1251439d_like ON public.entities_legalentity USING btree (code varchar_pattern_ops);
CREATE INDEX entities_numberseries_entity_id_6e6d9a8d ON public.entities_numberseries USING btree (entity_id);
CREATE INDEX hand_over_by_its_end ON public.accounts_handover USING btree (ends_at);
CREATE UNIQUE INDEX holder_has_one_number ON public.numbering_phonenumber USING btree (holder) WHERE ((state)::text = 'assigned'::text);
CREATE UNIQUE INDEX holder_has_one_sim ON public.numbering_simcard USING btree (holder) WHERE ((state)::text = 'assigned'::text);
CREATE INDEX journals_by_time ON public.ledger_journal USING brin (recorded_at);
CREATE INDEX journals_to_be_matched ON public.ledger_journal USING btree (effective_at) WHERE (NOT ((reference)::text = ''::text));
CREATE INDEX journals_with_a_reference ON public.ledger_journal USING btree (reference) WHERE (NOT ((reference)::text = ''::text));
CREATE INDEX leaving_code_of_move ON public.network_leavingcode USING btree (e164, move_id);
CREATE INDEX ledger_journal_key_4456eae4_like ON public.ledger_journal USING btree (key varchar_pattern_ops);
CREATE INDEX ledger_posting_journal_id_22f141b2 ON public.ledger_posting USING btree (journal_id);
CREATE INDEX letters_by_time ON public.outbox_letter USING brin (posted_at);
CREATE INDEX letters_to_sort ON public.outbox_letter USING btree (posted_at) WHERE (sorted_at IS NULL);
CREATE INDEX limits_allowance_key_170f56bb_like ON public.limits_allowance USING btree (key varchar_pattern_ops);
CREATE INDEX limits_allowance_spent_until_723099d8 ON public.limits_allowance USING btree (spent_until);
CREATE INDEX limits_guessing_forgotten_at_2b8e0d9a ON public.limits_guessing USING btree (forgotten_at);
CREATE INDEX limits_guessing_key_911bf366_like ON public.limits_guessing USING btree (key varchar_pattern_ops);
CREATE INDEX limits_kept_ends_at_c363c522 ON public.limits_kept USING btree (ends_at);
CREATE INDEX limits_kept_key_37235766_like ON public.limits_kept USING btree (key varchar_pattern_ops);
CREATE INDEX mail_sentmail_key_40c5e648_like ON public.mail_sentmail USING btree (key varchar_pattern_ops);
CREATE INDEX mail_sentmail_sent_at_1371a8fa ON public.mail_sentmail USING btree (sent_at);
CREATE INDEX manual_task_open ON public.network_manualtask USING btree (asked_at, id) WHERE (closed_at IS NULL);
CREATE INDEX mfa_authenticator_user_id_0c3a50c0 ON public.mfa_authenticator USING btree (user_id);
CREATE INDEX network_manualtask_request_id_326d368b_like ON public.network_manualtask USING btree (request_id varchar_pattern_ops);
CREATE UNIQUE INDEX number_comes_once ON public.network_comingnumber USING btree (e164) WHERE (ended_at IS NULL);
CREATE INDEX number_event_history ON public.numbering_numberevent USING btree (number_id, at, id);
CREATE UNIQUE INDEX number_leaves_by_one_code ON public.network_leavingcode USING btree (e164) WHERE (ended_at IS NULL);
CREATE INDEX number_next_free ON public.numbering_phonenumber USING btree (country, free_since, id) WHERE ((state)::text = 'available'::text);
CREATE INDEX number_quarantine_end ON public.numbering_phonenumber USING btree (quarantined_until) WHERE ((state)::text = 'quarantined'::text);
CREATE INDEX numbering_numberevent_number_id_f54faf16 ON public.numbering_numberevent USING btree (number_id);
CREATE INDEX numbering_phonenumber_e164_2c860f80_like ON public.numbering_phonenumber USING btree (e164 varchar_pattern_ops);
CREATE INDEX numbering_phonenumber_range_id_edcf6fcd ON public.numbering_phonenumber USING btree (range_id);
CREATE INDEX numbering_simcard_iccid_e270e862_like ON public.numbering_simcard USING btree (iccid varchar_pattern_ops);
CREATE INDEX numbering_simcard_imsi_404d40c9_like ON public.numbering_simcard USING btree (imsi varchar_pattern_ops);
CREATE INDEX numbering_simcard_matching_id_895fbbbd_like ON public.numbering_simcard USING btree (matching_id varchar_pattern_ops);
CREATE INDEX numbers_as_payers_write_them ON public.entities_document USING btree (replace((number)::text, '-'::text, ''::text));
CREATE INDEX outbox_delivery_letter_id_ee97d234 ON public.outbox_delivery USING btree (letter_id);
CREATE INDEX postings_of_an_account ON public.ledger_posting USING btree (account_id) INCLUDE (amount_minor);
CREATE INDEX privacy_departure_person_id_ba5f5f95 ON public.privacy_departure USING btree (person_id);
CREATE INDEX privacy_personalcopy_person_id_10095530 ON public.privacy_personalcopy USING btree (person_id);
CREATE INDEX privacy_personalcopy_ready_at_c16a649f ON public.privacy_personalcopy USING btree (ready_at);
CREATE INDEX program_assessmentrun_programme_id_b8794b79 ON public.program_assessmentrun USING btree (programme_id);
CREATE INDEX program_assessmentrun_slot_4a807c9e_like ON public.program_assessmentrun USING btree (slot varchar_pattern_ops);
CREATE INDEX program_casecriterion_case_id_aa5ebff0 ON public.program_casecriterion USING btree (case_id);
CREATE INDEX program_casequestion_case_id_d01d8be5 ON public.program_casequestion USING btree (case_id);
CREATE INDEX program_circlemeasure_person_id_3206c5ff ON public.program_circlemeasure USING btree (person_id);
CREATE INDEX program_criterion_tier_id_54269ca1 ON public.program_criterion USING btree (tier_id);
CREATE INDEX program_promotioncase_person_id_310b6319 ON public.program_promotioncase USING btree (person_id);
CREATE INDEX program_promotioncase_run_id_032a9d14 ON public.program_promotioncase USING btree (run_id);
CREATE INDEX program_signature_case_id_7b2c8a05 ON public.program_signature USING btree (case_id);
CREATE INDEX program_standing_case_id_a8f3720b ON public.program_standing USING btree (case_id);
CREATE INDEX program_standing_person_id_4348db8f ON public.program_standing USING btree (person_id);
CREATE INDEX program_tier_programme_id_c628e515 ON public.program_tier USING btree (programme_id);
CREATE INDEX proposals_newest_first ON public.proposals_proposal USING btree (kind, asked_at DESC);
CREATE INDEX proposals_proposal_key_4a64b777_like ON public.proposals_proposal USING btree (key varchar_pattern_ops);
CREATE INDEX pulse_pulse_part_49ab30cb_like ON public.pulse_pulse USING btree (part varchar_pattern_ops);
CREATE INDEX referral_paidcycle_referral_id_7119f3b7 ON public.referral_paidcycle USING btree (referral_id);
CREATE INDEX referral_referral_referrer_id_a5dbe67b ON public.referral_referral USING btree (referrer_id);
CREATE INDEX referral_referral_tenant_id_185cf04e ON public.referral_referral USING btree (tenant_id);
CREATE INDEX referral_referralcode_code_54492422_like ON public.referral_referralcode USING btree (code varchar_pattern_ops);
CREATE INDEX registry_closing_tenant_id_8ae2f341 ON public.registry_closing USING btree (tenant_id);
CREATE INDEX registry_domain_tenant_id_22df8c0f ON public.registry_domain USING btree (tenant_id);
CREATE INDEX registry_provisioningstep_name_7862f564 ON public.registry_provisioningstep USING btree (name);
CREATE INDEX registry_provisioningstep_name_7862f564_like ON public.registry_provisioningstep USING btree (name varchar_pattern_ops);
CREATE INDEX registry_provisioningstep_tenant_id_1756f0fb ON public.registry_provisioningstep USING btree (tenant_id);
CREATE INDEX registry_spareschema_db_role_210950c8_like ON public.registry_spareschema USING btree (db_role varchar_pattern_ops);
CREATE INDEX registry_spareschema_schema_name_891319d5_like ON public.registry_spareschema USING btree (schema_name varchar_pattern_ops);
CREATE INDEX registry_tenant_db_role_68bd06d7_like ON public.registry_tenant USING btree (db_role varchar_pattern_ops);
CREATE INDEX registry_tenant_provision_key_6a2ab775_like ON public.registry_tenant USING btree (provision_key varchar_pattern_ops);
CREATE INDEX registry_tenant_schema_name_0b716720_like ON public.registry_tenant USING btree (schema_name varchar_pattern_ops);
CREATE INDEX registry_tenant_skeleton_a6788070_like ON public.registry_tenant USING btree (skeleton varchar_pattern_ops);
CREATE INDEX registry_tenant_slug_51b1ed0d_like ON public.registry_tenant USING btree (slug varchar_pattern_ops);
CREATE INDEX role_by_tenant ON public.accounts_partyrole USING btree (tenant_id, role);
CREATE UNIQUE INDEX role_is_open_once ON public.accounts_partyrole USING btree (person_id, tenant_id, role) NULLS NOT DISTINCT WHERE (ends_at IS NULL);
CREATE INDEX series_series_name_5e8ed2ae_like ON public.series_series USING btree (name varchar_pattern_ops);
CREATE INDEX settlement_accrual_intent_id_ced83429 ON public.settlement_accrual USING btree (transfer_id);
CREATE INDEX settlement_accrual_invoice_line_id_421cae96 ON public.settlement_accrual USING btree (invoice_line_id);
CREATE INDEX settlement_accrual_key_ff5593af_like ON public.settlement_accrual USING btree (key varchar_pattern_ops);
CREATE INDEX settlement_accrual_payee_id_e90636ca ON public.settlement_accrual USING btree (payee_id);
CREATE INDEX settlement_accrual_reversal_id_1ab17df1 ON public.settlement_accrual USING btree (reversal_id);
CREATE INDEX settlement_accrual_run_id_f99b0dd6 ON public.settlement_accrual USING btree (run_id);
CREATE INDEX settlement_accrual_takes_from_id_8b132e38 ON public.settlement_accrual USING btree (takes_from_id);
CREATE INDEX settlement_accrual_write_off_id_9d73aea9 ON public.settlement_accrual USING btree (write_off_id);
CREATE INDEX settlement_difference_day_5da86c82 ON public.settlement_difference USING btree (day);
CREATE INDEX settlement_difference_key_d9e5f338_like ON public.settlement_difference USING btree (key varchar_pattern_ops);
CREATE INDEX settlement_intent_idem_key_06c197e4_like ON public.settlement_transfer USING btree (idem_key varchar_pattern_ops);
CREATE INDEX settlement_intent_payee_id_4b3c4f02 ON public.settlement_transfer USING btree (payee_id);
CREATE INDEX settlement_intent_run_id_502116e2 ON public.settlement_transfer USING btree (run_id);
CREATE INDEX settlement_intent_transfer_id_9346a27a_like ON public.settlement_transfer USING btree (transfer_reference varchar_pattern_ops);
CREATE INDEX settlement_movement_created_at_64050c96 ON public.settlement_movement USING btree (created_at);
CREATE INDEX settlement_movement_id_150c7f17_like ON public.settlement_movement USING btree (id varchar_pattern_ops);
CREATE INDEX settlement_movement_reference_b8cc3d9a ON public.settlement_movement USING btree (reference);
CREATE INDEX settlement_movement_reference_b8cc3d9a_like ON public.settlement_movement USING btree (reference varchar_pattern_ops);
CREATE INDEX settlement_nettingconsent_payee_id_1f114241 ON public.settlement_nettingconsent USING btree (payee_id);
CREATE INDEX settlement_payee_stripe_account_6ffbcf3c_like ON public.settlement_payee USING btree (stripe_account varchar_pattern_ops);
CREATE INDEX settlement_paymentroute_checkout_id_9615aefb_like ON public.settlement_paymentroute USING btree (checkout_id varchar_pattern_ops);
CREATE INDEX settlement_paymentroute_payment_intent_8a6494de_like ON public.settlement_paymentroute USING btree (payment_intent varchar_pattern_ops);
CREATE INDEX settlement_reversal_idem_key_e2cea495_like ON public.settlement_reversal USING btree (idem_key varchar_pattern_ops);
CREATE INDEX settlement_reversal_intent_id_ccd2b679 ON public.settlement_reversal USING btree (transfer_id);
CREATE INDEX settlement_reversal_key_153406d8_like ON public.settlement_reversal USING btree (key varchar_pattern_ops);
CREATE INDEX settlement_reversal_payee_id_b0accad8 ON public.settlement_reversal USING btree (payee_id);
CREATE INDEX settlement_reversal_reversal_id_46e10c94_like ON public.settlement_reversal USING btree (reversal_id varchar_pattern_ops);
CREATE INDEX settlement_run_key_a21d2dce_like ON public.settlement_run USING btree (key varchar_pattern_ops);
CREATE INDEX settlement_run_number_17039d85_like ON public.settlement_run USING btree (number varchar_pattern_ops);
CREATE INDEX settlement_runapproval_run_id_c4467485 ON public.settlement_runapproval USING btree (run_id);
CREATE INDEX settlement_runexclusion_payee_id_a178cd95 ON public.settlement_runexclusion USING btree (payee_id);
CREATE INDEX settlement_runexclusion_run_id_dfb52deb ON public.settlement_runexclusion USING btree (run_id);
CREATE INDEX settlement_sharehold_payee_id_c9208cfd ON public.settlement_sharehold USING btree (payee_id);
CREATE INDEX settlement_statement_number_0113eec2_like ON public.settlement_statement USING btree (number varchar_pattern_ops);
CREATE INDEX settlement_statement_payee_id_b54ded14 ON public.settlement_statement USING btree (payee_id);
CREATE INDEX settlement_statement_run_id_5dfc7e61 ON public.settlement_statement USING btree (run_id);
CREATE INDEX settlement_statement_tenant_id_4f161ae5 ON public.settlement_statement USING btree (tenant_id);
CREATE INDEX settlement_statementline_statement_id_6571e826 ON public.settlement_statementline USING btree (statement_id);
CREATE INDEX settlement_surplus_idem_key_6c043af2_like ON public.settlement_overpayment USING btree (idem_key varchar_pattern_ops);
CREATE INDEX settlement_surplus_payment_reference_58174fa8_like ON public.settlement_overpayment USING btree (payment_reference varchar_pattern_ops);
CREATE INDEX settlement_surplus_refund_reference_508477a0_like ON public.settlement_overpayment USING btree (refund_reference varchar_pattern_ops);
CREATE INDEX settlement_transfer_exclusion_id_655f8e7c ON public.settlement_transfer USING btree (exclusion_id);
CREATE INDEX settlement_writeoff_key_16bbcc7b_like ON public.settlement_writeoff USING btree (key varchar_pattern_ops);
CREATE INDEX settlement_writeoff_payee_id_acc265f7 ON public.settlement_writeoff USING btree (payee_id);
CREATE INDEX sim_next_free ON public.numbering_simcard USING btree (form, free_since, id) WHERE ((state)::text = 'available'::text);
CREATE INDEX strays_open ON public.strays_stray USING btree (made_at) WHERE (settled_at IS NULL);
CREATE INDEX strays_stray_reference_29ba9436_like ON public.strays_stray USING btree (reference varchar_pattern_ops);
CREATE UNIQUE INDEX the_telco_is_one_company ON public.entities_legalentity USING btree (is_telco) WHERE is_telco;
CREATE INDEX transfers_not_ended ON public.settlement_transfer USING btree (run_id) WHERE (NOT ((state)::text = ANY ((ARRAY['done'::character varying, 'failed'::character varying])::text[])));
CREATE INDEX turns_of_a_job ON public.outbox_jobrun USING btree (name, due_at DESC);
CREATE UNIQUE INDEX unique_authenticator_type ON public.mfa_authenticator USING btree (user_id, type) WHERE ((type)::text = ANY ((ARRAY['totp'::character varying, 'recovery_codes'::character varying])::text[]));
CREATE UNIQUE INDEX unique_primary_email ON public.account_emailaddress USING btree (user_id, "primary") WHERE "primary";
CREATE UNIQUE INDEX unique_verified_email ON public.account_emailaddress USING btree (email) WHERE verified;
CREATE INDEX webhooks_by_time ON public.settlement_webhookevent USING brin (recorded_at);
CREATE TRIGGER account_is_never_closed BEFORE DELETE OR TRUNCATE ON kith_template.ledger_account FOR EACH STATEMENT EXECUTE FUNCTION kith_template.ledger_refuse_rewriting();
CREATE TRIGGER account_is_never_renamed BEFORE UPDATE OF code, currency, kind, may_go_negative ON kith_template.ledger_account FOR EACH STATEMENT EXECUTE FUNCTION kith_template.ledger_refuse_rewriting();
CREATE TRIGGER account_opens_empty BEFORE INSERT ON kith_template.ledger_account FOR EACH ROW EXECUTE FUNCTION kith_template.ledger_open();
CREATE TRIGGER charge_never_changes BEFORE UPDATE OF amount_minor, currency, card_id, invoice_id, purpose, idem_key ON kith_template.invoicing_charge FOR EACH STATEMENT EXECUTE FUNCTION kith_template.invoicing_refuse_other_charge();
CREATE TRIGGER credit_is_never_rewritten BEFORE DELETE OR UPDATE ON kith_template.invoicing_creditnotepart FOR EACH STATEMENT EXECUTE FUNCTION kith_template.invoicing_refuse_rewriting();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON kith_template.ledger_journal FOR EACH STATEMENT EXECUTE FUNCTION kith_template.ledger_refuse_rewriting();
CREATE TRIGGER journal_is_never_rewritten BEFORE DELETE OR UPDATE ON kith_template.ledger_journal FOR EACH STATEMENT EXECUTE FUNCTION kith_template.ledger_refuse_rewriting();
CREATE TRIGGER line_is_never_rewritten BEFORE DELETE OR UPDATE ON kith_template.invoicing_invoiceline FOR EACH STATEMENT EXECUTE FUNCTION kith_template.invoicing_refuse_rewriting();
CREATE TRIGGER number_and_seller_are_never_rewritten BEFORE UPDATE OF number, seller, issued_at ON kith_template.invoicing_invoice FOR EACH ROW WHEN (((((old.number)::text IS DISTINCT FROM (new.number)::text) OR (old.seller IS DISTINCT FROM new.seller)) OR (old.issued_at IS DISTINCT FROM new.issued_at))) EXECUTE FUNCTION kith_template.invoicing_refuse_rewriting();
CREATE TRIGGER posting_is_never_emptied BEFORE TRUNCATE ON kith_template.ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION kith_template.ledger_refuse_rewriting();
CREATE TRIGGER posting_is_never_rewritten BEFORE DELETE OR UPDATE ON kith_template.ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION kith_template.ledger_refuse_rewriting();
CREATE TRIGGER postings_are_weighed AFTER INSERT ON kith_template.ledger_posting REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION kith_template.ledger_weigh();
CREATE TRIGGER refund_never_changes BEFORE UPDATE OF amount_minor, currency, payment_id, invoice_id, purpose ON kith_template.invoicing_refund FOR EACH STATEMENT EXECUTE FUNCTION kith_template.invoicing_refuse_other_refund();
CREATE TRIGGER split_is_never_rewritten BEFORE DELETE OR UPDATE ON kith_template.invoicing_splitpart FOR EACH STATEMENT EXECUTE FUNCTION kith_template.invoicing_refuse_rewriting();
CREATE TRIGGER split_sums_to_its_line AFTER INSERT ON kith_template.invoicing_splitpart REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION kith_template.invoicing_refuse_wrong_split();
CREATE TRIGGER account_is_never_closed BEFORE DELETE OR TRUNCATE ON public.ledger_account FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_rewriting();
CREATE TRIGGER account_is_never_renamed BEFORE UPDATE OF code, currency, kind, may_go_negative ON public.ledger_account FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_rewriting();
CREATE TRIGGER account_opens_empty BEFORE INSERT ON public.ledger_account FOR EACH ROW EXECUTE FUNCTION public.ledger_open();
CREATE TRIGGER accrual_amount_never_changes BEFORE UPDATE OF amount_minor, currency, payee_id, invoice_line_id ON public.settlement_accrual FOR EACH STATEMENT EXECUTE FUNCTION public.settlement_refuse_new_amount();
CREATE TRIGGER accrual_shop_never_changes BEFORE UPDATE OF tenant_id ON public.settlement_accrual FOR EACH STATEMENT EXECUTE FUNCTION public.settlement_refuse_new_amount();
CREATE TRIGGER audit_is_written_once BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_auditentry FOR EACH STATEMENT EXECUTE FUNCTION public.audit_is_written_once();
CREATE TRIGGER block_is_written_once BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_block FOR EACH STATEMENT EXECUTE FUNCTION public.audit_is_written_once();
CREATE TRIGGER details_are_written_once BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entities_entitydetails FOR EACH STATEMENT EXECUTE FUNCTION public.entities_refuse_rewriting();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON public.ledger_journal FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_rewriting();
CREATE TRIGGER journal_is_never_rewritten BEFORE DELETE OR UPDATE ON public.ledger_journal FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_rewriting();
CREATE TRIGGER numbers_are_given_once BEFORE DELETE OR UPDATE OR TRUNCATE ON public.entities_document FOR EACH STATEMENT EXECUTE FUNCTION public.entities_refuse_rewriting();
CREATE TRIGGER outbox_wake AFTER INSERT ON public.outbox_letter FOR EACH STATEMENT EXECUTE FUNCTION public.outbox_wake();
CREATE TRIGGER posting_is_never_emptied BEFORE TRUNCATE ON public.ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_rewriting();
CREATE TRIGGER posting_is_never_rewritten BEFORE DELETE OR UPDATE ON public.ledger_posting FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse_rewriting();
CREATE TRIGGER postings_are_weighed AFTER INSERT ON public.ledger_posting REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_weigh();
CREATE TRIGGER reversal_amount_never_changes BEFORE UPDATE OF amount_minor, currency, payee_id, transfer_id, purpose ON public.settlement_reversal FOR EACH STATEMENT EXECUTE FUNCTION public.settlement_refuse_new_amount();
CREATE TRIGGER statement_amount_never_changes BEFORE UPDATE OF total_minor, currency, payee_id ON public.settlement_statement FOR EACH STATEMENT EXECUTE FUNCTION public.settlement_refuse_new_amount();
CREATE TRIGGER transfer_amount_never_changes BEFORE UPDATE OF amount_minor, currency, payee_id, stripe_account, purpose ON public.settlement_transfer FOR EACH STATEMENT EXECUTE FUNCTION public.settlement_refuse_new_amount();
CREATE TRIGGER transfer_shop_never_changes BEFORE UPDATE OF tenant_id ON public.settlement_transfer FOR EACH STATEMENT EXECUTE FUNCTION public.settlement_refuse_new_amount();
CREATE TRIGGER write_off_amount_never_changes BEFORE UPDATE OF amount_minor, currency, payee_id ON public.settlement_writeoff FOR EACH STATEMENT EXECUTE FUNCTION public.settlement_refuse_new_amount();
ALTER TABLE ONLY kith_template.circle_member
    ADD CONSTRAINT circle_member_invitation_id_4f035d63_fk_circle_invitation_id FOREIGN KEY (invitation_id) REFERENCES kith_template.circle_invitation(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_charge
    ADD CONSTRAINT invoicing_charge_card_id_64cc8e75_fk_invoicing_savedcard_uuid FOREIGN KEY (card_id) REFERENCES kith_template.invoicing_savedcard(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_charge
    ADD CONSTRAINT invoicing_charge_invoice_id_d4ef54a6_fk_invoicing_invoice_uuid FOREIGN KEY (invoice_id) REFERENCES kith_template.invoicing_invoice(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_charge
    ADD CONSTRAINT invoicing_charge_upgrade_id_9a27344c_fk_invoicing FOREIGN KEY (upgrade_id) REFERENCES kith_template.invoicing_planupgrade(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_creditnotepart
    ADD CONSTRAINT invoicing_creditnote_credit_note_id_c3d079a1_fk_invoicing FOREIGN KEY (credit_note_id) REFERENCES kith_template.invoicing_creditnote(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_creditnote
    ADD CONSTRAINT invoicing_creditnote_invoice_id_61f6cc89_fk_invoicing FOREIGN KEY (invoice_id) REFERENCES kith_template.invoicing_invoice(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_creditnotepart
    ADD CONSTRAINT invoicing_creditnote_invoice_line_id_819b80e0_fk_invoicing FOREIGN KEY (invoice_line_id) REFERENCES kith_template.invoicing_invoiceline(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_creditnote
    ADD CONSTRAINT invoicing_creditnote_refund_id_5e25b9df_fk_invoicing FOREIGN KEY (refund_id) REFERENCES kith_template.invoicing_refund(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_creditnote
    ADD CONSTRAINT invoicing_creditnote_reverses_id_10aac958_fk_invoicing FOREIGN KEY (reverses_id) REFERENCES kith_template.invoicing_creditnote(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_invoiceline
    ADD CONSTRAINT invoicing_invoicelin_invoice_id_76c97100_fk_invoicing FOREIGN KEY (invoice_id) REFERENCES kith_template.invoicing_invoice(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_payment
    ADD CONSTRAINT invoicing_payment_invoice_id_745a7962_fk_invoicing_invoice_uuid FOREIGN KEY (invoice_id) REFERENCES kith_template.invoicing_invoice(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_refund
    ADD CONSTRAINT invoicing_refund_invoice_id_4a728a00_fk_invoicing_invoice_uuid FOREIGN KEY (invoice_id) REFERENCES kith_template.invoicing_invoice(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_refund
    ADD CONSTRAINT invoicing_refund_payment_id_30bbf6c5_fk_invoicing_payment_uuid FOREIGN KEY (payment_id) REFERENCES kith_template.invoicing_payment(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.invoicing_splitpart
    ADD CONSTRAINT invoicing_splitpart_invoice_line_id_9901d314_fk_invoicing FOREIGN KEY (invoice_line_id) REFERENCES kith_template.invoicing_invoiceline(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.ledger_journal
    ADD CONSTRAINT ledger_journal_reverses_id_7f8585e2_fk_ledger_journal_uuid FOREIGN KEY (reverses_id) REFERENCES kith_template.ledger_journal(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.ledger_posting
    ADD CONSTRAINT ledger_posting_account_id_964f801d_fk_ledger_account_id FOREIGN KEY (account_id) REFERENCES kith_template.ledger_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.ledger_posting
    ADD CONSTRAINT ledger_posting_journal_id_22f141b2_fk_ledger_journal_uuid FOREIGN KEY (journal_id) REFERENCES kith_template.ledger_journal(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.lines_lineevent
    ADD CONSTRAINT lines_lineevent_line_id_78907a4e_fk_lines_line_id FOREIGN KEY (line_id) REFERENCES kith_template.lines_line(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.lines_planchange
    ADD CONSTRAINT lines_planchange_event_id_b42c62e1_fk_lines_lineevent_id FOREIGN KEY (event_id) REFERENCES kith_template.lines_lineevent(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.lines_planchange
    ADD CONSTRAINT lines_planchange_line_id_6ecbca70_fk_lines_line_id FOREIGN KEY (line_id) REFERENCES kith_template.lines_line(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY kith_template.ordering_activation
    ADD CONSTRAINT ordering_activation_order_id_ac57ad88_fk_ordering_order_id FOREIGN KEY (order_id) REFERENCES kith_template.ordering_order(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailaddress
    ADD CONSTRAINT account_emailaddress_user_id_2c513194_fk_accounts_person_id FOREIGN KEY (user_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.account_emailconfirmation
    ADD CONSTRAINT account_emailconfirm_email_address_id_5b7f8c58_fk_account_e FOREIGN KEY (email_address_id) REFERENCES public.account_emailaddress(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_accesstoken
    ADD CONSTRAINT accounts_accesstoken_person_id_04aa994e_fk_accounts_person_id FOREIGN KEY (person_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_consent
    ADD CONSTRAINT accounts_consent_person_id_dc6f3178_fk_accounts_person_id FOREIGN KEY (person_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_consent
    ADD CONSTRAINT accounts_consent_tenant_id_6ee73c04_fk_registry_tenant_uuid FOREIGN KEY (tenant_id) REFERENCES public.registry_tenant(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_guest
    ADD CONSTRAINT accounts_guest_claimed_by_id_b607099c_fk_accounts_person_id FOREIGN KEY (claimed_by_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_handover
    ADD CONSTRAINT accounts_handover_person_id_b391633e_fk_accounts_person_id FOREIGN KEY (person_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_lentlook
    ADD CONSTRAINT accounts_lentlook_view_id_ae01e2d2_fk_accounts_lentview_id FOREIGN KEY (view_id) REFERENCES public.accounts_lentview(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_lentview
    ADD CONSTRAINT accounts_lentview_helper_id_5a752c76_fk_accounts_person_id FOREIGN KEY (helper_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_lentview
    ADD CONSTRAINT accounts_lentview_owner_id_974cd280_fk_accounts_person_id FOREIGN KEY (owner_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_partyrole
    ADD CONSTRAINT accounts_partyrole_person_id_b0b84fba_fk_accounts_person_id FOREIGN KEY (person_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_partyrole
    ADD CONSTRAINT accounts_partyrole_tenant_id_054b04a9_fk_registry_tenant_uuid FOREIGN KEY (tenant_id) REFERENCES public.registry_tenant(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_teaminvitation
    ADD CONSTRAINT accounts_teaminvitat_accepted_by_id_4f3f88b6_fk_accounts_ FOREIGN KEY (accepted_by_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.accounts_teaminvitation
    ADD CONSTRAINT accounts_teaminvitat_tenant_id_6e9e390b_fk_registry_ FOREIGN KEY (tenant_id) REFERENCES public.registry_tenant(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissio_permission_id_84c5c92e_fk_auth_perm FOREIGN KEY (permission_id) REFERENCES public.auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_group_permissions
    ADD CONSTRAINT auth_group_permissions_group_id_b120cbf9_fk_auth_group_id FOREIGN KEY (group_id) REFERENCES public.auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.auth_permission
    ADD CONSTRAINT auth_permission_content_type_id_2f476e4b_fk_django_co FOREIGN KEY (content_type_id) REFERENCES public.django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_allotment
    ADD CONSTRAINT bank_allotment_entry_id_8d4831f7_fk_bank_bankentry_uuid FOREIGN KEY (entry_id) REFERENCES public.bank_bankentry(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_bankentry
    ADD CONSTRAINT bank_bankentry_file_id_a6181491_fk_bank_bankfile_uuid FOREIGN KEY (file_id) REFERENCES public.bank_bankfile(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.bank_bankreturn
    ADD CONSTRAINT bank_bankreturn_allotment_id_d82769f6_fk_bank_allotment_uuid FOREIGN KEY (allotment_id) REFERENCES public.bank_allotment(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.entities_document
    ADD CONSTRAINT entities_document_series_id_db69c003_fk_entities_ FOREIGN KEY (series_id) REFERENCES public.entities_numberseries(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.entities_entitydetails
    ADD CONSTRAINT entities_entitydetai_entity_id_cd6f8345_fk_entities_ FOREIGN KEY (entity_id) REFERENCES public.entities_legalentity(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.entities_numberseries
    ADD CONSTRAINT entities_numberserie_entity_id_6e6d9a8d_fk_entities_ FOREIGN KEY (entity_id) REFERENCES public.entities_legalentity(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_journal
    ADD CONSTRAINT ledger_journal_reverses_id_7f8585e2_fk_ledger_journal_uuid FOREIGN KEY (reverses_id) REFERENCES public.ledger_journal(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_posting
    ADD CONSTRAINT ledger_posting_account_id_964f801d_fk_ledger_account_id FOREIGN KEY (account_id) REFERENCES public.ledger_account(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.ledger_posting
    ADD CONSTRAINT ledger_posting_journal_id_22f141b2_fk_ledger_journal_uuid FOREIGN KEY (journal_id) REFERENCES public.ledger_journal(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.mfa_authenticator
    ADD CONSTRAINT mfa_authenticator_user_id_0c3a50c0_fk_accounts_person_id FOREIGN KEY (user_id) REFERENCES public.accounts_person(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.numbering_numberevent
    ADD CONSTRAINT numbering_numbereven_number_id_f54faf16_fk_numbering FOREIGN KEY (number_id) REFERENCES public.numbering_phonenumber(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.numbering_phonenumber
    ADD CONSTRAINT numbering_phonenumbe_range_id_edcf6fcd_fk_numbering FOREIGN KEY (range_id) REFERENCES public.numbering_numberrange(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.outbox_delivery
    ADD CONSTRAINT outbox_delivery_letter_id_ee97d234_fk_outbox_letter_id FOREIGN KEY (letter_id) REFERENCES public.outbox_letter(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_assessmentrun
    ADD CONSTRAINT program_assessmentru_programme_id_b8794b79_fk_program_p FOREIGN KEY (programme_id) REFERENCES public.program_programme(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_casecriterion
    ADD CONSTRAINT program_casecriterio_case_id_aa5ebff0_fk_program_p FOREIGN KEY (case_id) REFERENCES public.program_promotioncase(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_casequestion
    ADD CONSTRAINT program_casequestion_case_id_d01d8be5_fk_program_p FOREIGN KEY (case_id) REFERENCES public.program_promotioncase(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_criterion
    ADD CONSTRAINT program_criterion_tier_id_54269ca1_fk_program_tier_id FOREIGN KEY (tier_id) REFERENCES public.program_tier(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_promotioncase
    ADD CONSTRAINT program_promotioncas_run_id_032a9d14_fk_program_a FOREIGN KEY (run_id) REFERENCES public.program_assessmentrun(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_retraction
    ADD CONSTRAINT program_retraction_programme_id_070e92bc_fk_program_p FOREIGN KEY (programme_id) REFERENCES public.program_programme(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_signature
    ADD CONSTRAINT program_signature_case_id_7b2c8a05_fk_program_p FOREIGN KEY (case_id) REFERENCES public.program_promotioncase(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_standing
    ADD CONSTRAINT program_standing_case_id_a8f3720b_fk_program_promotioncase_uuid FOREIGN KEY (case_id) REFERENCES public.program_promotioncase(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.program_tier
    ADD CONSTRAINT program_tier_programme_id_c628e515_fk_program_programme_id FOREIGN KEY (programme_id) REFERENCES public.program_programme(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.referral_paidcycle
    ADD CONSTRAINT referral_paidcycle_referral_id_7119f3b7_fk_referral_referral_id FOREIGN KEY (referral_id) REFERENCES public.referral_referral(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_closing
    ADD CONSTRAINT registry_closing_tenant_id_8ae2f341_fk_registry_tenant_uuid FOREIGN KEY (tenant_id) REFERENCES public.registry_tenant(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_domain
    ADD CONSTRAINT registry_domain_tenant_id_22df8c0f_fk_registry_tenant_uuid FOREIGN KEY (tenant_id) REFERENCES public.registry_tenant(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.registry_provisioningstep
    ADD CONSTRAINT registry_provisionin_tenant_id_1756f0fb_fk_registry_ FOREIGN KEY (tenant_id) REFERENCES public.registry_tenant(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_gives_back_id_9ffda1f9_fk_settlemen FOREIGN KEY (gives_back_id) REFERENCES public.settlement_accrual(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_payee_id_e90636ca_fk_settlement_payee_uuid FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_reversal_id_1ab17df1_fk_settlemen FOREIGN KEY (reversal_id) REFERENCES public.settlement_reversal(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_run_id_f99b0dd6_fk_settlement_run_uuid FOREIGN KEY (run_id) REFERENCES public.settlement_run(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_takes_from_id_8b132e38_fk_settlemen FOREIGN KEY (takes_from_id) REFERENCES public.settlement_accrual(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_transfer_id_c9fee838_fk_settlemen FOREIGN KEY (transfer_id) REFERENCES public.settlement_transfer(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_accrual
    ADD CONSTRAINT settlement_accrual_write_off_id_9d73aea9_fk_settlemen FOREIGN KEY (write_off_id) REFERENCES public.settlement_writeoff(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_transfer
    ADD CONSTRAINT settlement_intent_payee_id_4b3c4f02_fk_settlement_payee_uuid FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_transfer
    ADD CONSTRAINT settlement_intent_run_id_502116e2_fk_settlement_run_uuid FOREIGN KEY (run_id) REFERENCES public.settlement_run(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_nettingconsent
    ADD CONSTRAINT settlement_nettingco_payee_id_1f114241_fk_settlemen FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_reversal
    ADD CONSTRAINT settlement_reversal_payee_id_b0accad8_fk_settlement_payee_uuid FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_reversal
    ADD CONSTRAINT settlement_reversal_transfer_id_01cfdf20_fk_settlemen FOREIGN KEY (transfer_id) REFERENCES public.settlement_transfer(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_runapproval
    ADD CONSTRAINT settlement_runapproval_run_id_c4467485_fk_settlement_run_uuid FOREIGN KEY (run_id) REFERENCES public.settlement_run(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_runexclusion
    ADD CONSTRAINT settlement_runexclus_payee_id_a178cd95_fk_settlemen FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_runexclusion
    ADD CONSTRAINT settlement_runexclusion_run_id_dfb52deb_fk_settlement_run_uuid FOREIGN KEY (run_id) REFERENCES public.settlement_run(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_sharehold
    ADD CONSTRAINT settlement_sharehold_payee_id_c9208cfd_fk_settlement_payee_uuid FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_statementline
    ADD CONSTRAINT settlement_statement_accrual_id_33d6aeab_fk_settlemen FOREIGN KEY (accrual_id) REFERENCES public.settlement_accrual(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_payee_id_b54ded14_fk_settlement_payee_uuid FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_reversal_id_3d8f2062_fk_settlemen FOREIGN KEY (reversal_id) REFERENCES public.settlement_reversal(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_run_id_5dfc7e61_fk_settlement_run_uuid FOREIGN KEY (run_id) REFERENCES public.settlement_run(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_statementline
    ADD CONSTRAINT settlement_statement_statement_id_6571e826_fk_settlemen FOREIGN KEY (statement_id) REFERENCES public.settlement_statement(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_transfer_id_d8196675_fk_settlemen FOREIGN KEY (transfer_id) REFERENCES public.settlement_transfer(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_statement
    ADD CONSTRAINT settlement_statement_write_off_id_f71c0812_fk_settlemen FOREIGN KEY (write_off_id) REFERENCES public.settlement_writeoff(uuid) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_transfer
    ADD CONSTRAINT settlement_transfer_exclusion_id_655f8e7c_fk_settlemen FOREIGN KEY (exclusion_id) REFERENCES public.settlement_runexclusion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY public.settlement_writeoff
    ADD CONSTRAINT settlement_writeoff_payee_id_acc265f7_fk_settlement_payee_uuid FOREIGN KEY (payee_id) REFERENCES public.settlement_payee(uuid) DEFERRABLE INITIALLY DEFERRED;
CREATE POLICY a_tenant_adds_its_own ON public.outbox_letter FOR INSERT TO kith_tenants WITH CHECK ((tenant_id = ( SELECT registry_tenant.uuid
   FROM public.registry_tenant
  WHERE ((registry_tenant.db_role)::text = (CURRENT_USER)::text))));
CREATE POLICY a_tenant_sees_its_own_invitations ON public.accounts_teaminvitation FOR SELECT USING ((tenant_id = ( SELECT registry_tenant.uuid
   FROM public.registry_tenant
  WHERE ((registry_tenant.db_role)::text = (CURRENT_USER)::text))));
CREATE POLICY a_tenant_sees_its_own_lines ON public.settlement_statementline FOR SELECT USING ((EXISTS ( SELECT 1
   FROM public.settlement_statement stated
  WHERE (stated.uuid = settlement_statementline.statement_id))));
CREATE POLICY a_tenant_sees_its_own_people ON public.accounts_person FOR SELECT USING ((EXISTS ( SELECT 1
   FROM public.accounts_partyrole held
  WHERE ((held.person_id = accounts_person.id) AND (held.ends_at IS NULL) AND (held.tenant_id = ( SELECT registry_tenant.uuid
           FROM public.registry_tenant
          WHERE ((registry_tenant.db_role)::text = (CURRENT_USER)::text)))))));
CREATE POLICY a_tenant_sees_its_own_roles ON public.accounts_partyrole FOR SELECT USING ((tenant_id = ( SELECT registry_tenant.uuid
   FROM public.registry_tenant
  WHERE ((registry_tenant.db_role)::text = (CURRENT_USER)::text))));
CREATE POLICY a_tenant_sees_its_own_statements ON public.settlement_statement FOR SELECT USING ((tenant_id = ( SELECT registry_tenant.uuid
   FROM public.registry_tenant
  WHERE ((registry_tenant.db_role)::text = (CURRENT_USER)::text))));
ALTER TABLE public.accounts_partyrole ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.accounts_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.accounts_teaminvitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.outbox_letter ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.settlement_statement ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.settlement_statementline ENABLE ROW LEVEL SECURITY;
CREATE POLICY the_house_adds_for_everybody ON public.outbox_letter TO kith_owner, kith_public USING (true) WITH CHECK (true);
CREATE POLICY the_house_sees_every_invitation ON public.accounts_teaminvitation TO kith_owner, kith_public USING (true) WITH CHECK (true);
CREATE POLICY the_house_sees_every_line ON public.settlement_statementline TO kith_owner, kith_public USING (true) WITH CHECK (true);
CREATE POLICY the_house_sees_every_role ON public.accounts_partyrole TO kith_owner, kith_public USING (true) WITH CHECK (true);
CREATE POLICY the_house_sees_every_statement ON public.settlement_statement TO kith_owner, kith_public USING (true) WITH CHECK (true);
CREATE POLICY the_house_sees_everybody ON public.accounts_person TO kith_owner, kith_public USING (true) WITH CHECK (true);
REVOKE USAGE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO kith_public;
GRANT USAGE ON SCHEMA public TO kith_tenants;
REVOKE ALL ON FUNCTION public.kith_build_tenant(schema_name text, role_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.kith_build_tenant(schema_name text, role_name text) TO kith_public;
REVOKE ALL ON FUNCTION public.kith_remove_tenant(schema_name text, role_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.kith_remove_tenant(schema_name text, role_name text) TO kith_public;
REVOKE ALL ON FUNCTION public.kith_seal_tenant(schema_name text, role_name text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.kith_seal_tenant(schema_name text, role_name text) TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailaddress TO kith_public;
GRANT USAGE ON SEQUENCE public.account_emailaddress_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.account_emailconfirmation TO kith_public;
GRANT USAGE ON SEQUENCE public.account_emailconfirmation_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_accesstoken TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_consent TO kith_public;
GRANT USAGE ON SEQUENCE public.accounts_consent_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_guest TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_handover TO kith_public;
GRANT USAGE ON SEQUENCE public.accounts_handover_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_lentlook TO kith_public;
GRANT USAGE ON SEQUENCE public.accounts_lentlook_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_lentview TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_partyrole TO kith_public;
GRANT SELECT ON TABLE public.accounts_partyrole TO kith_tenants;
GRANT USAGE ON SEQUENCE public.accounts_partyrole_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_person TO kith_public;
GRANT SELECT(last_login) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(id) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(email) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(full_name) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(handle) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(handle_shape) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(phone) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(locale) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(is_active) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(created_at) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT(seen_until) ON TABLE public.accounts_person TO kith_tenants;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_session TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.accounts_teaminvitation TO kith_public;
GRANT SELECT,INSERT ON TABLE public.audit_auditentry TO kith_public;
GRANT USAGE ON SEQUENCE public.audit_auditentry_id_seq TO kith_public;
GRANT SELECT,INSERT ON TABLE public.audit_block TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.audit_look TO kith_public;
GRANT USAGE ON SEQUENCE public.audit_look_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group TO kith_public;
GRANT USAGE ON SEQUENCE public.auth_group_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_group_permissions TO kith_public;
GRANT USAGE ON SEQUENCE public.auth_group_permissions_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.auth_permission TO kith_public;
GRANT USAGE ON SEQUENCE public.auth_permission_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.bank_allotment TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.bank_bankentry TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.bank_bankfile TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.bank_bankreturn TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.disputes_dispute TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.django_content_type TO kith_public;
GRANT USAGE ON SEQUENCE public.django_content_type_id_seq TO kith_public;
GRANT SELECT ON TABLE public.django_migrations TO kith_public;
GRANT USAGE ON SEQUENCE public.django_migrations_id_seq TO kith_public;
GRANT SELECT,INSERT ON TABLE public.entities_document TO kith_public;
GRANT USAGE ON SEQUENCE public.entities_document_id_seq TO kith_public;
GRANT SELECT,INSERT ON TABLE public.entities_entitydetails TO kith_public;
GRANT USAGE ON SEQUENCE public.entities_entitydetails_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.entities_legalentity TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.entities_numberseries TO kith_public;
GRANT USAGE ON SEQUENCE public.entities_numberseries_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.fence_installation TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.fence_look TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.fence_pause TO kith_public;
GRANT USAGE ON SEQUENCE public.kith_step_position_seq TO kith_public;
GRANT SELECT,INSERT ON TABLE public.ledger_account TO kith_public;
GRANT USAGE ON SEQUENCE public.ledger_account_id_seq TO kith_public;
GRANT SELECT,INSERT ON TABLE public.ledger_journal TO kith_public;
GRANT SELECT,INSERT ON TABLE public.ledger_posting TO kith_public;
GRANT USAGE ON SEQUENCE public.ledger_posting_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.limits_allowance TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.limits_guessing TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.limits_kept TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mail_sentmail TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.mfa_authenticator TO kith_public;
GRANT USAGE ON SEQUENCE public.mfa_authenticator_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.network_comingnumber TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.network_leavingcode TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.network_manualtask TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.numbering_numberevent TO kith_public;
GRANT USAGE ON SEQUENCE public.numbering_numberevent_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.numbering_numberrange TO kith_public;
GRANT USAGE ON SEQUENCE public.numbering_numberrange_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.numbering_phonenumber TO kith_public;
GRANT USAGE ON SEQUENCE public.numbering_phonenumber_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.numbering_simcard TO kith_public;
GRANT USAGE ON SEQUENCE public.numbering_simcard_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox_delivery TO kith_public;
GRANT USAGE ON SEQUENCE public.outbox_delivery_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox_jobrun TO kith_public;
GRANT USAGE ON SEQUENCE public.outbox_jobrun_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.outbox_letter TO kith_public;
GRANT INSERT ON TABLE public.outbox_letter TO kith_tenants;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.privacy_departure TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.privacy_personalcopy TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_assessmentrun TO kith_public;
GRANT USAGE ON SEQUENCE public.program_assessmentrun_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_casecriterion TO kith_public;
GRANT USAGE ON SEQUENCE public.program_casecriterion_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_casequestion TO kith_public;
GRANT USAGE ON SEQUENCE public.program_casequestion_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_circlemeasure TO kith_public;
GRANT USAGE ON SEQUENCE public.program_circlemeasure_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_criterion TO kith_public;
GRANT USAGE ON SEQUENCE public.program_criterion_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_programme TO kith_public;
GRANT USAGE ON SEQUENCE public.program_programme_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_promotioncase TO kith_public;
GRANT SELECT,INSERT ON TABLE public.program_retraction TO kith_public;
GRANT USAGE ON SEQUENCE public.program_retraction_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_signature TO kith_public;
GRANT USAGE ON SEQUENCE public.program_signature_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_standing TO kith_public;
GRANT USAGE ON SEQUENCE public.program_standing_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.program_tier TO kith_public;
GRANT USAGE ON SEQUENCE public.program_tier_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.proposals_proposal TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.pulse_pulse TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.referral_paidcycle TO kith_public;
GRANT USAGE ON SEQUENCE public.referral_paidcycle_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.referral_referral TO kith_public;
GRANT USAGE ON SEQUENCE public.referral_referral_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.referral_referralcode TO kith_public;
GRANT USAGE ON SEQUENCE public.referral_referralcode_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.referral_referralterm TO kith_public;
GRANT USAGE ON SEQUENCE public.referral_referralterm_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_closing TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_domain TO kith_public;
GRANT USAGE ON SEQUENCE public.registry_domain_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_provisioningstep TO kith_public;
GRANT USAGE ON SEQUENCE public.registry_provisioningstep_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_spareschema TO kith_public;
GRANT USAGE ON SEQUENCE public.registry_spareschema_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.registry_tenant TO kith_public;
GRANT SELECT(uuid) ON TABLE public.registry_tenant TO kith_tenants;
GRANT SELECT(db_role) ON TABLE public.registry_tenant TO kith_tenants;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.series_series TO kith_public;
GRANT USAGE ON SEQUENCE public.series_series_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_accrual TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_difference TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_dunningterms TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_dunningterms_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_movement TO kith_public;
GRANT SELECT,INSERT ON TABLE public.settlement_nettingconsent TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_nettingconsent_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_overpayment TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_payee TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_paymentroute TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_paymentroute_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_reconciledday TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_refundterms TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_refundterms_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_reversal TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_run TO kith_public;
GRANT SELECT,INSERT ON TABLE public.settlement_runapproval TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_runapproval_id_seq TO kith_public;
GRANT SELECT,INSERT ON TABLE public.settlement_runexclusion TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_runexclusion_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_settlementterms TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_settlementterms_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_sharehold TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_sharingmodel TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_sharingmodel_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_statement TO kith_public;
GRANT SELECT ON TABLE public.settlement_statement TO kith_tenants;
GRANT SELECT,INSERT ON TABLE public.settlement_statementline TO kith_public;
GRANT SELECT ON TABLE public.settlement_statementline TO kith_tenants;
GRANT USAGE ON SEQUENCE public.settlement_statementline_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_transfer TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_webhookevent TO kith_public;
GRANT USAGE ON SEQUENCE public.settlement_webhookevent_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.settlement_writeoff TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.strays_stray TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.wholesale_baseproduct TO kith_public;
GRANT USAGE ON SEQUENCE public.wholesale_baseproduct_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.wholesale_catalogentry TO kith_public;
GRANT USAGE ON SEQUENCE public.wholesale_catalogentry_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.wholesale_catalogimport TO kith_public;
GRANT USAGE ON SEQUENCE public.wholesale_catalogimport_id_seq TO kith_public;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.wholesale_wholesaleterm TO kith_public;
GRANT USAGE ON SEQUENCE public.wholesale_wholesaleterm_id_seq TO kith_public;
INSERT INTO public.django_migrations (app, name, applied) VALUES
('account', '0001_initial', now()),
('account', '0002_email_max_length', now()),
('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
('account', '0004_alter_emailaddress_drop_unique_email', now()),
('account', '0005_emailaddress_idx_upper_email', now()),
('account', '0006_emailaddress_lower', now()),
('account', '0007_emailaddress_idx_email', now()),
('account', '0008_emailaddress_unique_primary_email_fixup', now()),
('account', '0009_emailaddress_unique_primary_email', now()),
('accounts', '0001_people_and_roles', now()),
('accounts', '0002_row_level_security', now()),
('accounts', '0003_access_tokens', now()),
('accounts', '0004_hand_overs', now()),
('accounts', '0005_guests', now()),
('accounts', '0006_invitations_to_a_team', now()),
('accounts', '0007_lent_views', now()),
('audit', '0001_the_audit_log', now()),
('audit', '0002_written_once', now()),
('audit', '0003_blocks_are_chained', now()),
('audit', '0004_looks_are_kept', now()),
('audit', '0005_the_log_is_read_by_when_it_happened', now()),
('auth', '0001_initial', now()),
('auth', '0002_alter_permission_name_max_length', now()),
('auth', '0003_alter_user_email_max_length', now()),
('auth', '0004_alter_user_username_opts', now()),
('auth', '0005_alter_user_last_login_null', now()),
('auth', '0006_require_contenttypes_0002', now()),
('auth', '0007_alter_validators_add_error_messages', now()),
('auth', '0008_alter_user_username_max_length', now()),
('auth', '0009_alter_user_last_name_max_length', now()),
('auth', '0010_alter_group_name_max_length', now()),
('auth', '0011_update_proxy_permissions', now()),
('auth', '0012_alter_user_first_name_max_length', now()),
('bank', '0001_what_came_by_transfer', now()),
('circle', '0001_circle', now()),
('circle', '0002_one_row_of_a_circle', now()),
('contenttypes', '0001_initial', now()),
('contenttypes', '0002_remove_content_type_name', now()),
('disputes', '0001_payments_are_disputed', now()),
('disputes', '0002_nobody_asks_what_is_refundable', now()),
('entities', '0001_the_company_and_its_numbers', now()),
('entities', '0002_a_change_takes_two', now()),
('entities', '0003_bills_are_paid_by_transfer', now()),
('fence', '0001_who_may_send', now()),
('invoicing', '0001_the_bills', now()),
('invoicing', '0002_splits_sum_to_their_lines', now()),
('invoicing', '0003_cards_are_kept', now()),
('invoicing', '0004_charges_never_change', now()),
('invoicing', '0005_one_transmission', now()),
('invoicing', '0006_numbers_are_counted_with_the_others', now()),
('invoicing', '0007_refunds_nobody_asked_for', now()),
('invoicing', '0008_cards_are_saved', now()),
('invoicing', '0009_bad_debts', now()),
('invoicing', '0010_papers_say_who_sold', now()),
('invoicing', '0011_steps_of_dunning', now()),
('invoicing', '0012_larger_plans_paid_first', now()),
('invoicing', '0013_the_rest_of_a_bill_is_given_up', now()),
('invoicing', '0014_payments_by_transfer', now()),
('ledger', '0001_the_books', now()),
('ledger', '0002_the_books_guard_themselves', now()),
('ledger', '0003_what_the_processor_calls_it', now()),
('ledger', '0004_one_statement_a_post', now()),
('ledger', '0005_journals_by_time', now()),
('limits', '0001_what_is_counted', now()),
('lines', '0001_lines_in_service', now()),
('lines', '0002_lines_of_a_plan', now()),
('lines', '0003_barred_for_an_unpaid_bill', now()),
('lines', '0004_the_day_a_line_ends', now()),
('lines', '0005_another_plan', now()),
('lines', '0006_plans_that_come_now', now()),
('mail', '0001_sent_mails', now()),
('mfa', '0001_initial', now()),
('mfa', '0002_authenticator_timestamps', now()),
('mfa', '0003_authenticator_type_uniq', now()),
('network', '0001_manual_tasks', now()),
('network', '0002_codes_to_leave_by', now()),
('network', '0003_change_plan_by_hand', now()),
('network', '0004_numbers_that_come', now()),
('numbering', '0001_pools', now()),
('numbering', '0002_given_out_at_once', now()),
('numbering', '0003_numbers_leave', now()),
('numbering', '0004_numbers_of_other_ranges', now()),
('ordering', '0001_orders_and_steps', now()),
('ordering', '0002_lines_of_a_plan', now()),
('ordering', '0003_consent_to_keep_the_card', now()),
('ordering', '0004_steps_stand_in_their_order', now()),
('ordering', '0005_the_word_for_whoever_encouraged_the_buyer', now()),
('ordering', '0006_the_buyers_language', now()),
('ordering', '0007_what_a_program_calls_its_order', now()),
('ordering', '0008_the_number_to_keep', now()),
('outbox', '0001_the_letterbox', now()),
('outbox', '0002_wake_the_relay', now()),
('outbox', '0003_since_when_it_is_taken', now()),
('outbox', '0004_waits_and_hands', now()),
('outbox', '0005_turns_of_jobs', now()),
('outbox', '0006_letters_by_time', now()),
('outbox', '0007_what_is_wanted_first', now()),
('porting', '0001_ways_out', now()),
('porting', '0002_ways_in', now()),
('privacy', '0001_copies_and_departures', now()),
('program', '0001_ladder', now()),
('program', '0002_cases', now()),
('program', '0003_a_version_may_be_taken_back', now()),
('proposals', '0001_what_takes_two', now()),
('pulse', '0001_a_pulse_a_part', now()),
('referral', '0001_referrals', now()),
('referral', '0002_referrals_remember_what_was_taken_back', now()),
('registry', '0001_tenants_and_hosts', now()),
('registry', '0002_lost_proofs', now()),
('registry', '0003_failed_steps', now()),
('registry', '0004_what_the_eye_sees_of_a_slug', now()),
('registry', '0005_a_host_is_one_shops_once_proved', now()),
('registry', '0006_closings', now()),
('registry', '0007_lines_in_further_languages', now()),
('series', '0001_series', now()),
('settlement', '0001_the_settlement', now()),
('settlement', '0002_the_default_terms', now()),
('settlement', '0003_frozen_amounts_stay', now()),
('settlement', '0004_statements_are_seen_by_their_payee', now()),
('settlement', '0005_the_processors_balance', now()),
('settlement', '0006_what_was_taken_back', now()),
('settlement', '0007_recovered_amounts_stay', now()),
('settlement', '0008_days_are_looked_at_by_the_databases_clock', now()),
('settlement', '0009_one_transmission', now()),
('settlement', '0010_surpluses_go_back_by_themselves', now()),
('settlement', '0011_runs_and_recoveries_are_numbered_by_series', now()),
('settlement', '0012_webhooks_and_accounts_have_witnesses', now()),
('settlement', '0013_shares_are_held', now()),
('settlement', '0014_what_gives_a_clawback_back_names_it', now()),
('settlement', '0015_a_shop_is_settled_by_itself', now()),
('settlement', '0016_intents_are_transfers', now()),
('settlement', '0017_a_run_may_be_thrown_away', now()),
('settlement', '0018_what_a_shop_gives_back_by_itself', now()),
('settlement', '0019_surpluses_are_overpayments', now()),
('settlement', '0020_whoever_is_paid_is_reminded', now()),
('settlement', '0021_a_payee_may_be_left_out_of_a_run', now()),
('settlement', '0022_what_follows_from_an_unpaid_bill', now()),
('settlement', '0023_a_statement_keeps_its_receivers_name', now()),
('storefront', '0001_the_shelf', now()),
('storefront', '0002_the_shelf_is_counted_with_the_others', now()),
('storefront', '0003_what_the_network_stopped', now()),
('storefront', '0004_when_an_offer_was_changed', now()),
('storefront', '0005_words_in_further_languages', now()),
('storefront', '0006_a_price_can_be_put_back', now()),
('strays', '0001_what_the_books_do_not_know', now()),
('wholesale', '0001_base_products', now()),
('wholesale', '0002_what_is_kept_unsold', now()),
('workspace', '0001_shop_and_brand', now()),
('workspace', '0002_the_brand_stands_in_its_workspace', now()),
('workspace', '0003_words_in_further_languages', now());
INSERT INTO kith_template.django_migrations (app, name, applied) VALUES
('account', '0001_initial', now()),
('account', '0002_email_max_length', now()),
('account', '0003_alter_emailaddress_create_unique_verified_email', now()),
('account', '0004_alter_emailaddress_drop_unique_email', now()),
('account', '0005_emailaddress_idx_upper_email', now()),
('account', '0006_emailaddress_lower', now()),
('account', '0007_emailaddress_idx_email', now()),
('account', '0008_emailaddress_unique_primary_email_fixup', now()),
('account', '0009_emailaddress_unique_primary_email', now()),
('accounts', '0001_people_and_roles', now()),
('accounts', '0002_row_level_security', now()),
('accounts', '0003_access_tokens', now()),
('accounts', '0004_hand_overs', now()),
('accounts', '0005_guests', now()),
('accounts', '0006_invitations_to_a_team', now()),
('accounts', '0007_lent_views', now()),
('audit', '0001_the_audit_log', now()),
('audit', '0002_written_once', now()),
('audit', '0003_blocks_are_chained', now()),
('audit', '0004_looks_are_kept', now()),
('audit', '0005_the_log_is_read_by_when_it_happened', now()),
('auth', '0001_initial', now()),
('auth', '0002_alter_permission_name_max_length', now()),
('auth', '0003_alter_user_email_max_length', now()),
('auth', '0004_alter_user_username_opts', now()),
('auth', '0005_alter_user_last_login_null', now()),
('auth', '0006_require_contenttypes_0002', now()),
('auth', '0007_alter_validators_add_error_messages', now()),
('auth', '0008_alter_user_username_max_length', now()),
('auth', '0009_alter_user_last_name_max_length', now()),
('auth', '0010_alter_group_name_max_length', now()),
('auth', '0011_update_proxy_permissions', now()),
('auth', '0012_alter_user_first_name_max_length', now()),
('bank', '0001_what_came_by_transfer', now()),
('circle', '0001_circle', now()),
('circle', '0002_one_row_of_a_circle', now()),
('contenttypes', '0001_initial', now()),
('contenttypes', '0002_remove_content_type_name', now()),
('disputes', '0001_payments_are_disputed', now()),
('disputes', '0002_nobody_asks_what_is_refundable', now()),
('entities', '0001_the_company_and_its_numbers', now()),
('entities', '0002_a_change_takes_two', now()),
('entities', '0003_bills_are_paid_by_transfer', now()),
('fence', '0001_who_may_send', now()),
('invoicing', '0001_the_bills', now()),
('invoicing', '0002_splits_sum_to_their_lines', now()),
('invoicing', '0003_cards_are_kept', now()),
('invoicing', '0004_charges_never_change', now()),
('invoicing', '0005_one_transmission', now()),
('invoicing', '0006_numbers_are_counted_with_the_others', now()),
('invoicing', '0007_refunds_nobody_asked_for', now()),
('invoicing', '0008_cards_are_saved', now()),
('invoicing', '0009_bad_debts', now()),
('invoicing', '0010_papers_say_who_sold', now()),
('invoicing', '0011_steps_of_dunning', now()),
('invoicing', '0012_larger_plans_paid_first', now()),
('invoicing', '0013_the_rest_of_a_bill_is_given_up', now()),
('invoicing', '0014_payments_by_transfer', now()),
('ledger', '0001_the_books', now()),
('ledger', '0002_the_books_guard_themselves', now()),
('ledger', '0003_what_the_processor_calls_it', now()),
('ledger', '0004_one_statement_a_post', now()),
('ledger', '0005_journals_by_time', now()),
('limits', '0001_what_is_counted', now()),
('lines', '0001_lines_in_service', now()),
('lines', '0002_lines_of_a_plan', now()),
('lines', '0003_barred_for_an_unpaid_bill', now()),
('lines', '0004_the_day_a_line_ends', now()),
('lines', '0005_another_plan', now()),
('lines', '0006_plans_that_come_now', now()),
('mail', '0001_sent_mails', now()),
('mfa', '0001_initial', now()),
('mfa', '0002_authenticator_timestamps', now()),
('mfa', '0003_authenticator_type_uniq', now()),
('network', '0001_manual_tasks', now()),
('network', '0002_codes_to_leave_by', now()),
('network', '0003_change_plan_by_hand', now()),
('network', '0004_numbers_that_come', now()),
('numbering', '0001_pools', now()),
('numbering', '0002_given_out_at_once', now()),
('numbering', '0003_numbers_leave', now()),
('numbering', '0004_numbers_of_other_ranges', now()),
('ordering', '0001_orders_and_steps', now()),
('ordering', '0002_lines_of_a_plan', now()),
('ordering', '0003_consent_to_keep_the_card', now()),
('ordering', '0004_steps_stand_in_their_order', now()),
('ordering', '0005_the_word_for_whoever_encouraged_the_buyer', now()),
('ordering', '0006_the_buyers_language', now()),
('ordering', '0007_what_a_program_calls_its_order', now()),
('ordering', '0008_the_number_to_keep', now()),
('outbox', '0001_the_letterbox', now()),
('outbox', '0002_wake_the_relay', now()),
('outbox', '0003_since_when_it_is_taken', now()),
('outbox', '0004_waits_and_hands', now()),
('outbox', '0005_turns_of_jobs', now()),
('outbox', '0006_letters_by_time', now()),
('outbox', '0007_what_is_wanted_first', now()),
('porting', '0001_ways_out', now()),
('porting', '0002_ways_in', now()),
('privacy', '0001_copies_and_departures', now()),
('program', '0001_ladder', now()),
('program', '0002_cases', now()),
('program', '0003_a_version_may_be_taken_back', now()),
('proposals', '0001_what_takes_two', now()),
('pulse', '0001_a_pulse_a_part', now()),
('referral', '0001_referrals', now()),
('referral', '0002_referrals_remember_what_was_taken_back', now()),
('registry', '0001_tenants_and_hosts', now()),
('registry', '0002_lost_proofs', now()),
('registry', '0003_failed_steps', now()),
('registry', '0004_what_the_eye_sees_of_a_slug', now()),
('registry', '0005_a_host_is_one_shops_once_proved', now()),
('registry', '0006_closings', now()),
('registry', '0007_lines_in_further_languages', now()),
('series', '0001_series', now()),
('settlement', '0001_the_settlement', now()),
('settlement', '0002_the_default_terms', now()),
('settlement', '0003_frozen_amounts_stay', now()),
('settlement', '0004_statements_are_seen_by_their_payee', now()),
('settlement', '0005_the_processors_balance', now()),
('settlement', '0006_what_was_taken_back', now()),
('settlement', '0007_recovered_amounts_stay', now()),
('settlement', '0008_days_are_looked_at_by_the_databases_clock', now()),
('settlement', '0009_one_transmission', now()),
('settlement', '0010_surpluses_go_back_by_themselves', now()),
('settlement', '0011_runs_and_recoveries_are_numbered_by_series', now()),
('settlement', '0012_webhooks_and_accounts_have_witnesses', now()),
('settlement', '0013_shares_are_held', now()),
('settlement', '0014_what_gives_a_clawback_back_names_it', now()),
('settlement', '0015_a_shop_is_settled_by_itself', now()),
('settlement', '0016_intents_are_transfers', now()),
('settlement', '0017_a_run_may_be_thrown_away', now()),
('settlement', '0018_what_a_shop_gives_back_by_itself', now()),
('settlement', '0019_surpluses_are_overpayments', now()),
('settlement', '0020_whoever_is_paid_is_reminded', now()),
('settlement', '0021_a_payee_may_be_left_out_of_a_run', now()),
('settlement', '0022_what_follows_from_an_unpaid_bill', now()),
('settlement', '0023_a_statement_keeps_its_receivers_name', now()),
('storefront', '0001_the_shelf', now()),
('storefront', '0002_the_shelf_is_counted_with_the_others', now()),
('storefront', '0003_what_the_network_stopped', now()),
('storefront', '0004_when_an_offer_was_changed', now()),
('storefront', '0005_words_in_further_languages', now()),
('storefront', '0006_a_price_can_be_put_back', now()),
('strays', '0001_what_the_books_do_not_know', now()),
('wholesale', '0001_base_products', now()),
('wholesale', '0002_what_is_kept_unsold', now()),
('workspace', '0001_shop_and_brand', now()),
('workspace', '0002_the_brand_stands_in_its_workspace', now()),
('workspace', '0003_words_in_further_languages', now());
INSERT INTO public.kith_step (level, script) VALUES ('a9e33b7edfc44f83d381e6ae34ff02314426f09cf793c438f40fa6e29189710d', '');

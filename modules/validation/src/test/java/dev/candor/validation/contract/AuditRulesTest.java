package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditRulesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "7f1f7a2e-9a51-1f0c-8f0e-6f7c7a3b2c11",
                "7F1F7A2E-9A51-4F0C-BF0E-6F7C7A3B2C11",
                "019a9f0c-8a3e-7c11-9d5e-2f1b7a60c001",
                "7f1f7a2e-9a51-8f0c-af0e-6f7c7a3b2c11"
            })
    void correlationId_uuidOfAnyVersion_isTaken(String id) {
        assertThat(codes("7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c11", id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c1",
                "7f1f7a2e9a514f0c8f0e6f7c7a3b2c11",
                "7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c11\\n",
                "7f1f7a2e-9a51-9f0c-8f0e-6f7c7a3b2c11"
            })
    void correlationId_nothingElse_isTaken(String id) {
        assertThat(codes("7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c11", id)).isEqualTo("SCHEMA_PATTERN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "'execution':{    | 'execution':null,'was':{ |",
                "'2026-01-28T14:21:00Z'        | null        |",
                "'2026-01-28T14:21:59.5+00:00' | null        |",
                "14:21:59.5+00:00 | 14:20:59Z                | EXECUTION_ORDER",
                "14:21:59.5+00:00 | 14:21:00.000+00:00       |",
                "14:21:59.5+00:00 | 14:21:59.5+01:00         | TIMESTAMP_NOT_UTC",
                "14:22:00Z        | 14:22:00                 | TIMESTAMP_NOT_UTC",
                "14:21:00Z        | 14:21                    | TIMESTAMP_NOT_UTC",
                "workflow:nightly | codex                    |",
                "workflow:nightly | prepare-repo             |",
                "workflow:nightly | task-assistant           |",
                "workflow:nightly | workflow:                | ACTOR_UNKNOWN",
                "workflow:nightly | Codex                    | ACTOR_UNKNOWN",
                "config.validate  | config                   | ACTION_FORM",
                "config.validate  | Config.validate          | ACTION_FORM",
                "config.validate  | config..validate         | ACTION_FORM",
                "config.validate  | config.validate.         | ACTION_FORM",
                "config.validate  | config.1st               | ACTION_FORM",
                "config.validate  | config.validate2_x       | ACTION_UNKNOWN",
                "'a label is unknown' | null                 | REASON_MISSING",
                "'a label is unknown' | ' '                  | REASON_MISSING",
                "'reason':'a label is unknown', |            | SCHEMA_REQUIRED",
                ",'number':123    |                          | NUMBER_MISSING",
                ":123             | :null                    | NUMBER_MISSING",
                ":123             | :0                       | SCHEMA_MINIMUM",
                "'issue','repo'   | 'repository','repo'      |",
                "owner/name       | owner                    | SCHEMA_PATTERN",
                "owner/name       | owner/name/x             | SCHEMA_PATTERN",
                "owner/name       | owner/name\\n            | SCHEMA_PATTERN",
                "'metrics':{'labels':3 | 'metrics':{'labels':'3' | SCHEMA_TYPE",
                "'links':{'issue':    | 'links':{'issue':1,'b': | SCHEMA_TYPE",
                "'1.0'            | '1.1'                    | SCHEMA_CONST",
                "'metrics'        | 'x_own'                  |",
            })
    void check_changedRecord_saysWhatIsWrong(String from, String to, String codes) {
        assertThat(codes(quoted(from), to == null ? "" : quoted(to))).isEqualTo(codes == null ? "" : codes);
    }

    @Test
    void number_ofARepository_isNotNeeded() {
        String row = Rows.AUDIT
                .replace("\"issue\",\"repo\"", "\"repository\",\"repo\"")
                .replace(",\"number\":123", "");
        assertThat(Rows.codes(Contract.AUDIT, row)).isEmpty();
    }

    @Test
    void reason_ofASuccess_mayBeNull() {
        String row = Rows.AUDIT.replace("\"blocked\"", "\"success\"").replace("\"a label is unknown\"", "null");
        assertThat(Rows.codes(Contract.AUDIT, row)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, success", "failure, failed", "Blocked, blocked", "fail, failed", "succes, success"})
    void outcome_writtenWrong_isRefusedWithTheRightWord(String written, String meant) {
        String row = Rows.AUDIT.replace("\"blocked\",\"reason\":\"a", '"' + written + "\",\"reason\":\"a");
        assertThat(Rows.found(Contract.AUDIT, row))
                .contains("REFUSAL SCHEMA_ENUM /outcome | /outcome must be one of \"success\", \"partial\","
                        + " \"blocked\", \"failed\", found \"" + written + "\" (did you mean \"" + meant + "\"?)");
    }

    @Test
    void decisions_withOneIdTwice_areRefused() {
        String row = Rows.AUDIT.replace(
                "\"decisions\":[",
                "\"decisions\":[{\"id\":\"d1\",\"kind\":\"routing\","
                        + "\"rule\":\"r\",\"subject\":\"s\",\"decision\":\"allow\",\"outcome\":\"success\",\"reason\":null},");
        assertThat(Rows.found(Contract.AUDIT, row))
                .containsExactly("REFUSAL DECISION_ID_REPEATED /decisions/1/id | /decisions/1/id must be unique in the"
                        + " record, found that of /decisions/0 again: \"d1\"");
    }

    private static final String PARTIAL =
            Rows.AUDIT.replace("\"blocked\",\"reason\":\"a", "\"partial\",\"reason\":\"a");

    @Test
    void denyWithBlocked_underAnotherOutcome_isRefused() {
        assertThat(Rows.found(Contract.AUDIT, PARTIAL))
                .containsExactly("REFUSAL DENY_BLOCKED_OUTCOME /outcome | /outcome must be \"blocked\", because"
                        + " /decisions/0 is deny with blocked, found \"partial\"; to keep it, add override with that"
                        + " decision_id and a reason");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{'decision_id':'d1','reason':'agreed'} |",
                "{'decision_id':'d2','reason':'agreed'} | DENY_BLOCKED_OUTCOME",
                "{'decision_id':'d1','reason':''}       | DENY_BLOCKED_OUTCOME",
                "{'decision_id':'d1'}                   | DENY_BLOCKED_OUTCOME",
                "true                                   | DENY_BLOCKED_OUTCOME",
            })
    void denyWithBlocked_overridden_isTaken(String override, String codes) {
        String row = PARTIAL.replaceFirst("\\{", "{\"override\":" + quoted(override) + ",");
        assertThat(String.join(",", Rows.codes(Contract.AUDIT, row))).isEqualTo(codes == null ? "" : codes);
    }

    @ParameterizedTest
    @CsvSource({
        "label, ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "db_password, hunter2",
        "header, Bearer abcdef0123456789",
        "url, https://me:hunter2@x.example/",
        "session, q9Zt4LmX7vB2cR8nK5wY3hD6"
    })
    void evidence_thatIsASecret_isRefusedWithoutEchoingIt(String key, String value) {
        String row = Rows.AUDIT.replace("\"label\",\"value\":\"urgent\"", '"' + key + "\",\"value\":\"" + value + '"');
        assertThat(Rows.found(Contract.AUDIT, row))
                .containsExactly("REFUSAL EVIDENCE_SECRET /decisions/0/evidence/0/value |"
                        + " /decisions/0/evidence/0/value must not be a secret, and looks like one; leave it out, or"
                        + " say what was seen in other words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'inputs':7                           | INPUTS_FORM",
                "'inputs':['a']                       | INPUTS_FORM",
                "'inputs':{'a':[1]}                   |",
                "'inputs':null                        |",
                "'links':{'docs':'wiki/page'}         | LINK_FORM",
                "'links':{'run':'HTTPS://x.example/'} |",
            },
            quoteCharacter = '\0')
    void inputsAndLinks_ofAnotherForm_areWarnings(String member, String code) {
        String row =
                Rows.AUDIT.replaceFirst(",\"links\":\\{[^}]*}", "").replaceFirst("\\{", "{" + quoted(member) + ",");
        assertThat(String.join(",", Rows.codes(Contract.AUDIT, row))).isEqualTo(code == null ? "" : code);
    }

    private static String quoted(String text) {
        return text.strip().replace('\'', '"');
    }

    private static String codes(String from, String to) {
        assertThat(Rows.AUDIT).contains(from);
        return String.join(",", Rows.codes(Contract.AUDIT, Rows.AUDIT.replace(from, to)));
    }
}

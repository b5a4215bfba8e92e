package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecognitionTest {
    static List<Contract> contracts() {
        return Contract.ALL;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void of_aRowOfAContract_isKnown(Contract contract) {
        assertThat(Recognition.of(Rows.parse(Rows.of(contract)))).isEqualTo(new Recognition.Known(contract));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void of_aRowThatMissesAMarker_isKnownAllTheSame(Contract contract) {
        String row = Rows.of(contract).replace('"' + contract.markers().getFirst() + "\":", "\"other\":");
        assertThat(Recognition.of(Rows.parse(row))).isEqualTo(new Recognition.Known(contract));
    }

    @Test
    void of_openRowWithIdentifiersOfAnotherContract_isOfTheOneWithAllMarkers() {
        String row = Rows.SKILL_USAGE.replace("{", "{\"session_id\":\"s\",\"event_id\":\"e\",");
        assertThat(Recognition.of(Rows.parse(row))).isEqualTo(new Recognition.Known(Contract.SKILL_USAGE));
    }

    @Test
    void of_aRowWithoutAnyMarker_saysWhatWasLookedFor() {
        assertThat(why("{\"a\":1}"))
                .isEqualTo(
                        "UNKNOWN_CONTRACT the row must have the properties that mark a contract, all but at most one:"
                                + " skill-usage (skill, timestamp_utc, context, source, status), orchestration (repository,"
                                + " tool, phase, attempt, status), session (event_id, session_id, participant_id, event_type,"
                                + " actor_id, phase), audit (correlation_id, actor, action, entity, outcome, execution),"
                                + " execution (run_id, item_id, item_type, event), agent (agent, kind, outcome, started_at, origin); it has none of them; or name the contract"
                                + " when you send it");
    }

    @Test
    void of_aRowWithOneMarker_namesTheNearestContract() {
        assertThat(why("{\"skill\":\"a\"}")).contains("; nearest is skill-usage, of which it has only skill;");
    }

    /** Rows of other systems: events, logs, hooks, analytics. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'schema':'other/1.0','run_id':'r1','event':'run'}",
                "{'run_id':'r1','event':'run','timestamp':1}",
                "{'skill':'pdf','context':'hook','session_id':'s'}",
                "{'skill':'pdf','source':'codex','status':'ok'}",
                "{'repository':'a/b','tool':'eslint','status':'failed'}",
                "{'tool':'Bash','attempt':2,'status':'ok'}",
                "{'event_id':'e','event_type':'click','session_id':'s','user_id':'u'}",
                "{'event_id':'e','event_type':'login','actor_id':'a','phase':'x'}",
                "{'actor':'bob','action':'delete','outcome':'success'}",
                "{'correlation_id':'c','actor':'bob','action':'delete','outcome':'success'}",
            })
    void of_aRowWithCommonWords_isUnknown(String row) {
        assertThat(why(row.replace('\'', '"'))).startsWith("UNKNOWN_CONTRACT ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"schema", "$schema", "contract"})
    void of_aRowThatSaysWhatItIs_isBelieved(String member) {
        for (Contract contract : Contract.ALL) {
            String row =
                    Rows.of(contract).replaceFirst("\\{", "{\"" + member.replace("$", "\\$") + "\":\"other/1.0\",");
            assertThat(why(row))
                    .isEqualTo("UNKNOWN_CONTRACT the row says by its property " + member
                            + " that it is of another schema, which is none of skill-usage, orchestration, session,"
                            + " audit, execution, agent; or name the contract when you send it");
            for (String name : List.of(
                    contract.id(),
                    contract.id() + "/" + contract.version(),
                    contract.id() + "@" + contract.version())) {
                assertThat(Recognition.of(Rows.parse("{\"" + member + "\":\"" + name + "\"}")))
                        .isEqualTo(new Recognition.Known(contract));
            }
        }
    }

    @Test
    void of_aRowBetweenTwo_isNotGuessed() {
        assertThat(why("{\"run_id\":1,\"item_id\":2,\"event\":3,\"tool\":4,\"attempt\":5,\"phase\":6,\"status\":7}"))
                .isEqualTo("AMBIGUOUS_CONTRACT the row must be of one contract, found properties of several:"
                        + " orchestration (tool, phase, attempt, status), execution (run_id, item_id, event); name the"
                        + " contract when you send it");
    }

    @Test
    void of_aRowWithAllMarkersOfTwo_isNotGuessed() {
        assertThat(why("{\"run_id\":1,\"item_id\":2,\"event\":3,\"item_type\":4,\"tool\":5,\"attempt\":6,"
                        + "\"repository\":7,\"phase\":8,\"status\":9}"))
                .startsWith("AMBIGUOUS_CONTRACT ");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            delimiter = '|',
            value = {
                "{\"schema_version\":\"1.0\",\"source\":\"s\",\"event\":\"e\",\"details\":{}}",
                "{\"version\":\"1.0\",\"source\":\"s\",\"event\":\"e\",\"details\":{},\"correlation_id\":1,\"actor\":2}"
            })
    void of_theOtherEnvelopeOfVersionOne_isUnsupported(String row) {
        assertThat(why(row))
                .isEqualTo("UNSUPPORTED_CONTRACT the row is an envelope of source, event and details that says version"
                        + " 1.0, which is not taken; an audit record of version 1.0 has correlation_id, actor, action"
                        + " and entity");
    }

    @Test
    void of_anAuditRecordWithThoseProperties_isAnAuditRecord() {
        String row = Rows.AUDIT.replaceFirst("\\{", "{\"source\":1,\"event\":2,\"details\":3,");
        assertThat(Recognition.of(Rows.parse(row))).isEqualTo(new Recognition.Known(Contract.AUDIT));
    }

    private static String why(String row) {
        return Recognition.of(Rows.parse(row)) instanceof Recognition.Unknown unknown
                ? unknown.why().code() + " " + unknown.why().sentence()
                : "known";
    }
}

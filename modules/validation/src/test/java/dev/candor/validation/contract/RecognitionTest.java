package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
                .isEqualTo("UNKNOWN_CONTRACT the row must have two or more of the properties that mark a contract:"
                        + " skill-usage (skill, timestamp_utc, context), orchestration (repository, tool, attempt),"
                        + " session (event_id, session_id, participant_id, event_type), audit (correlation_id, actor,"
                        + " action, entity), execution (run_id, item_id, event); it has none of them; or name the"
                        + " contract when you send it");
    }

    @Test
    void of_aRowWithOneMarker_namesTheNearestContract() {
        assertThat(why("{\"skill\":\"a\"}")).contains("; nearest is skill-usage, of which it has only skill;");
    }

    @Test
    void of_aRowBetweenTwo_isNotGuessed() {
        assertThat(why("{\"run_id\":1,\"item_id\":2,\"tool\":3,\"attempt\":4}"))
                .isEqualTo("AMBIGUOUS_CONTRACT the row must be of one contract, found properties of several:"
                        + " orchestration (tool, attempt), execution (run_id, item_id); name the contract when you"
                        + " send it");
    }

    @Test
    void of_aRowWithAllMarkersOfTwo_isNotGuessed() {
        assertThat(why("{\"run_id\":1,\"item_id\":2,\"event\":3,\"tool\":4,\"attempt\":5,\"repository\":6}"))
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

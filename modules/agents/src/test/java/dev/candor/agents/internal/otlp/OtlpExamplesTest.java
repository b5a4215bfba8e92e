package dev.candor.agents.internal.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import com.sun.management.ThreadMXBean;
import dev.candor.agents.internal.otlp.OtlpVisitor.LogRecord;
import dev.candor.agents.internal.otlp.OtlpVisitor.Source;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpExamplesTest {
    private static final String LOG = "{'resourceLogs':[{'scopeLogs':[{'logRecords':[%s]}]}]}";

    @Test
    void json_whatClientsWriteDifferently_isTheSame() {
        List<String> expected = logs(LOG.replace("%s", """
                {'timeUnixNano':'1795913303092478489','body':{'stringValue':'b'},'traceId':'0aff000000000000000000000000000b',
                 'attributes':[{'key':'k','value':{'intValue':'5'}},{'key':'none','value':{}}]}"""));

        assertThat(logs(LOG.replace("%s", """
                        {'attributes':[null,{'value':{'intValue':5.0,'unknown':[{}]},'key':'k'},{'key':'none','value':null}],
                         'traceId':'0AFF000000000000000000000000000B','spanId':'','body':{'stringValue':'\\u0062'},
                         'timeUnixNano':1795913303092478489,'observedTimeUnixNano':null,'trace_id':'ignored'}"""))).isEqualTo(expected);
        assertThat(expected).singleElement().asString().contains("0aff000000000000000000000000000b", "none=-;");
    }

    /** Members of an object have no order. */
    @Test
    void json_membersInUnusualOrder_areUnderstood() {
        assertThat(heard(Signal.METRICS, """
                        {'resourceMetrics':[{'scopeMetrics':[{'metrics':[{'sum':{'dataPoints':[{'asInt':7}],
                         'isMonotonic':true,'aggregationTemporality':2},'unit':'1','name':'calls'}],
                         'scope':{'name':'s'}}],'schemaUrl':'','resource':{'attributes':[{'key':'k','value':{'boolValue':true}}]}}]}"""))
                .containsExactly("point|{k=btrue;}|s||{}|calls|1|SUM|CUMULATIVE|true|{}|0|0|i7|0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " { } ", "{'resourceLogs':null}", "{'resourceLogs':[]}", "{'other':[{}]}"})
    void json_requestsWithoutRecords_areFine(String json) {
        assertThat(logs(json)).isEmpty();
        assertThat(Heard.of(Signal.LOGS, Encoding.PROTOBUF, new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1]                                 | Expected an object, found an array (byte 0).
            {'resourceLogs':{}}                 | Expected an array, found an object (byte 16, in /resourceLogs).
            {'resourceLogs':[{},7]}             | Expected an object, found a number (byte 20, in /resourceLogs/1).
            {'resourceLogs':[{'a':1,'a':2}]}    | A name stands twice in one object (byte 24, in /resourceLogs/0).
            {'resourceLogs':[]                  | Expected ',' or '}', found the end of the text (byte 18).
            {'resourceLogs':[]} x               | Text follows the end of the JSON value: 'x' (byte 20).
            """)
    void json_thatIsNoRequest_isRefusedWithWhereAndWhy(String json, String sentence) {
        assertThatThrownBy(() -> logs(json))
                .isInstanceOf(OtlpSyntaxException.class)
                .hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'timeUnixNano':'-1'           | /timeUnixNano | Expected a whole number from 0 to 18446744073709551615, found another number
            'timeUnixNano':'12 '          | /timeUnixNano | Expected a whole number, found another string
            'timeUnixNano':true           | /timeUnixNano | Expected a whole number, found true or false
            'severityNumber':'INFO'       | /severityNumber | Expected a whole number, found another string
            'severityNumber':4294967297   | /severityNumber | Expected a whole number of 32 bits, found a number
            'severityText':9              | /severityText | Expected a string, found a number
            'body':'text'                 | /body | Expected an object, found another string
            'body':{'intValue':1.5}       | /body/intValue | Expected a whole number from -9223372036854775808 to 9223372036854775807, found another number
            'body':{'intValue':9223372036854775808} | /body/intValue | Expected a whole number from -9223372036854775808 to 9223372036854775807, found another number
            'body':{'doubleValue':1e999}  | /body/doubleValue | Expected a number of 64 bits, found a larger one
            'body':{'boolValue':'true'}   | /body/boolValue | Expected true or false, found another string
            'body':{'bytesValue':'a b'}   | /body/bytesValue | Expected bytes in base 64, found another string
            'attributes':[{},{'key':[]}]  | /attributes/1/key | Expected a string, found an array
            """)
    void json_ofTheWrongType_isRefusedWithItsPointer(String member, String pointer, String sentence) {
        assertThatThrownBy(() -> logs(LOG.replace("%s", "{},{" + member + "}")))
                .asInstanceOf(type(OtlpSyntaxException.class))
                .satisfies(e -> {
                    assertThat(e.pointer()).isEqualTo("/resourceLogs/0/scopeLogs/0/logRecords/1" + pointer);
                    assertThat(e.sentence()).startsWith(sentence + " (byte ");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0a            | Expected a number, found the end of the message (byte 1, in /resourceLogs).
            0a05          | Expected a length of at most the 0 bytes that are left, found 5 (byte 1, in /resourceLogs).
            0a00ff        | Expected a number, found the end of the message (byte 3).
            0a0212ff      | Expected a number, found the end of the message (byte 4, in /resourceLogs/scopeLogs).
            0affffffffffffffffff01 | Expected a length of at most the 0 bytes that are left, found 18446744073709551615 (byte 1, in /resourceLogs).
            80808080808080808080808001 | Expected a number of at most 10 bytes, found a longer one (byte 0).
            0001          | Expected the number of a field, found 0 (byte 0).
            1314          | Expected a field of wire type 0, 1, 2 or 5, found a group, which OTLP does not have (byte 0).
            0f            | Expected a field of wire type 0, 1, 2 or 5, found wire type 7 (byte 0).
            1901          | Expected 8 bytes, found 1 (byte 1).
            """)
    void protobuf_thatIsNoRequest_isRefusedWithWhereAndWhy(String hex, String sentence) {
        assertThatThrownBy(() ->
                        Heard.of(Signal.LOGS, Encoding.PROTOBUF, HexFormat.of().parseHex(hex)))
                .isInstanceOf(OtlpSyntaxException.class)
                .hasMessage(sentence);
    }

    /** A record with one value too deep is passed over in both encodings, and the others are read. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void values_nestTo32(boolean maps) {
        AnyValue value = AnyValue.newBuilder().setStringValue("x").build();
        for (int i = 1; i <= ValueReader.MAX_NESTING + 1; i++) {
            ExportLogsServiceRequest before = request(value);
            value = maps
                    ? AnyValue.newBuilder()
                            .setKvlistValue(KeyValueList.newBuilder()
                                    .addValues(KeyValue.newBuilder().setValue(value)))
                            .build()
                    : AnyValue.newBuilder()
                            .setArrayValue(ArrayValue.newBuilder().addValues(value))
                            .build();
            assertThat(Heard.of(Signal.LOGS, Encoding.PROTOBUF, before.toByteArray()))
                    .isEqualTo(Heard.of(Signal.LOGS, Encoding.JSON, new OtlpJson(1).written(before)))
                    .hasSize(1);
        }
        ExportLogsServiceRequest deep = request(value).toBuilder()
                .mergeFrom(request(AnyValue.getDefaultInstance()))
                .build();
        assertOneIsBeyondBounds(Encoding.PROTOBUF, deep.toByteArray());
        assertOneIsBeyondBounds(Encoding.JSON, new OtlpJson(1).written(deep));
    }

    private static void assertOneIsBeyondBounds(Encoding encoding, byte[] request) {
        Heard heard = new Heard();
        OtlpDecoder.decode(Signal.LOGS, encoding, request, request.length, heard);
        assertThat(heard.lines).hasSize(1);
        assertThat(heard.beyondBounds).isEqualTo(1);
    }

    /** What is about all records cannot be passed over. */
    @Test
    void resourceBeyondBounds_isRefused() {
        AnyValue value = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder()
                        .addAllValues(Collections.nCopies(ValueReader.MAX_VALUES + 1, AnyValue.getDefaultInstance())))
                .build();
        ExportLogsServiceRequest.Builder request = request(AnyValue.getDefaultInstance()).toBuilder();
        request.getResourceLogsBuilder(0)
                .getResourceBuilder()
                .addAttributes(KeyValue.newBuilder().setValue(value));
        byte[] bytes = request.build().toByteArray();
        assertThatThrownBy(() -> Heard.of(Signal.LOGS, Encoding.PROTOBUF, bytes))
                .hasMessageStartingWith("Expected a resource or scope with at most 65536 attributes and values");
    }

    /** Two bytes make an empty value: without a bound a request would take many times its size. */
    @Test
    void values_ofOneRecord_areCounted() {
        ArrayValue.Builder array = ArrayValue.newBuilder();
        for (int i = 0; i < ValueReader.MAX_VALUES; i++) {
            array.addValues(AnyValue.getDefaultInstance());
        }
        byte[] most =
                request(AnyValue.newBuilder().setArrayValue(array).build()).toByteArray();
        byte[] more =
                request(AnyValue.newBuilder()
                                .setArrayValue(array.addValues(AnyValue.getDefaultInstance()))
                                .build())
                        .toBuilder()
                        .mergeFrom(request(AnyValue.getDefaultInstance()))
                        .build()
                        .toByteArray();

        assertThat(Heard.of(Signal.LOGS, Encoding.PROTOBUF, most)).hasSize(1);
        assertOneIsBeyondBounds(Encoding.PROTOBUF, more);
    }

    /** Content is not copied: 32 MiB of it, with escapes, cost less than one. */
    @ParameterizedTest
    @ValueSource(strings = {"plain text ", "\\n\\\"\\u20ac"})
    void content_thatNobodyReads_costsNoMemory(String piece) {
        byte[] json = LOG.replace(
                        "%s", "{'body':{'stringValue':'%s'},'attributes':[{'key':'k','value':{'stringValue':'%s'}}]}")
                .replace("%s", piece.repeat((16 << 20) / piece.length()))
                .replace('\'', '"')
                .getBytes(UTF_8);
        ByteString content = UnsafeByteOperations.unsafeWrap(json);
        byte[] protobuf =
                request(AnyValue.newBuilder().setBytesValue(content).build()).toByteArray();
        List<String> heads = new ArrayList<>();
        OtlpVisitor visitor = new OtlpVisitor() {
            @Override
            public void log(Source source, LogRecord log) {
                heads.add(log.body() instanceof Text text ? text.head(5) : "bytes");
            }
        };
        assertThat(allocated(() -> OtlpDecoder.decode(Signal.LOGS, Encoding.JSON, json, json.length, visitor)))
                .isLessThan(1 << 20);
        assertThat(allocated(
                        () -> OtlpDecoder.decode(Signal.LOGS, Encoding.PROTOBUF, protobuf, protobuf.length, visitor)))
                .isLessThan(1 << 20);
        assertThat(heads).containsExactly(piece.startsWith("plain") ? "plain" : "\n\"\u20ac", "bytes");
    }

    /** Each such object has its list read afterwards, by a reader of its own. */
    @Test
    void lateMembers_costNoMemoryEither() {
        byte[] json = ("{'resourceLogs':[" + "{'scopeLogs':[{'logRecords':[]}]},".repeat(50_000) + "{}]}")
                .replace('\'', '"')
                .getBytes(UTF_8);
        assertThat(allocated(
                        () -> OtlpDecoder.decode(Signal.LOGS, Encoding.JSON, json, json.length, new OtlpVisitor() {})))
                .isLessThan(20L * json.length);
    }

    private static long allocated(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** As Codex sends them: one key, a number and a string. */
    @Test
    void attributes_ofAKeyThatIsThereTwice_lastStringCounts() {
        List<Attributes> heard = new ArrayList<>();
        byte[] json = LOG.replace("%s", """
                        {'attributes':[{'key':'id','value':{'intValue':'4'}},{'key':'id','value':{'stringValue':'a'}},
                         {'key':'id','value':{'stringValue':'b'}},{'key':'id','value':{'boolValue':true}},
                         {'key':'n','value':{'stringValue':'12'}},{'key':'d','value':{'doubleValue':3}},{'key':'n2','value':{'intValue':1}},
                         {'key':'n2','value':{'intValue':2}},{'key':'ok','value':{'stringValue':'true'}}]}""").replace('\'', '"').getBytes(UTF_8);
        OtlpDecoder.decode(Signal.LOGS, Encoding.JSON, json, json.length, new OtlpVisitor() {
            @Override
            public void log(Source source, LogRecord log) {
                heard.add(log.attributes());
            }
        });
        Attributes attributes = heard.getFirst();

        assertThat(attributes.text("id")).isEqualTo("b");
        assertThat(attributes.get("n").integer()).hasValue(12);
        assertThat(attributes.get("n").flag()).isEmpty();
        assertThat(attributes.get("d").integer()).hasValue(3);
        assertThat(attributes.get("d").number()).hasValue(3);
        assertThat(attributes.get("n2").integer()).hasValue(2);
        assertThat(attributes.get("ok").flag()).contains(true);
        assertThat(attributes.get("ok").integer()).isEmpty();
        assertThat(attributes.get("absent")).isEqualTo(Value.EmptyValue.EMPTY);
        assertThat(attributes.text("absent")).isEmpty();
        assertThat(attributes.list()).hasSize(9);
    }

    /** Records that are printed by mistake tell nothing. */
    @Test
    void toString_saysNothingOfContent() {
        OtlpDecoder.decode(
                Signal.LOGS,
                Encoding.PROTOBUF,
                request(AnyValue.newBuilder().setStringValue("secret").build()).toByteArray(),
                request(AnyValue.newBuilder().setStringValue("secret").build()).getSerializedSize(),
                new OtlpVisitor() {
                    @Override
                    public void log(Source source, LogRecord log) {
                        assertThat(log.body().text()).isEqualTo("secret");
                        assertThat(log.toString()).doesNotContain("secret").contains("text of 6 bytes");
                    }
                });
    }

    private static ExportLogsServiceRequest request(AnyValue body) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        request.addResourceLogsBuilder()
                .addScopeLogsBuilder()
                .addLogRecordsBuilder()
                .setBody(body);
        return request.build();
    }

    private static List<String> logs(String json) {
        return heard(Signal.LOGS, json);
    }

    private static List<String> heard(Signal signal, String json) {
        return Heard.of(signal, Encoding.JSON, json.replace('\'', '"').getBytes(UTF_8));
    }
}

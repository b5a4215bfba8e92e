package dev.candor.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.agents.internal.otlp.Encoding;
import dev.candor.agents.internal.otlp.OtlpDecoder;
import dev.candor.agents.internal.otlp.Signal;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows come of what agents send, as it was recorded from them or as their documentation has it. */
class ReportedRowsTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-29T12:00:00Z");

    private static List<String> rows(Signal signal, byte[] json) {
        List<String> lines = new ArrayList<>();
        ReportedRows rows = new ReportedRows(
                RECEIVED,
                some -> some.stream()
                        .map(AgentRow::json)
                        .map(JsonWriter::compact)
                        .forEach(lines::add));
        OtlpDecoder.decode(signal, Encoding.JSON, json, json.length, rows);
        rows.end();
        assertThat(rows.count()).isEqualTo(lines.size());
        return lines;
    }

    private static List<String> recorded(Signal signal, String file) throws IOException {
        return rows(signal, resource(file + ".json"));
    }

    private static byte[] resource(String file) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ReportedRowsTest.class.getResourceAsStream("/agents/" + file), file)) {
            return in.readAllBytes();
        }
    }

    /** A log record of a service, with attributes as {@code name:value}, texts in quotes. */
    private static List<String> log(String service, String attributes) {
        return rows(Signal.LOGS, """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"SERVICE"}},
                {"key":"service.version","value":{"stringValue":"9.1"}}]},"scopeLogs":[{"logRecords":[
                {"timeUnixNano":"1795946400000000000","attributes":[ATTRIBUTES]}]}]}]}""".replace("SERVICE", service)
                .replace("ATTRIBUTES", attributes(attributes))
                .getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> span(String attributes, String more) {
        String times = "\"startTimeUnixNano\":\"1795946400000000000\",\"endTimeUnixNano\":\"1795946400250000000\",";
        return rows(Signal.TRACES, """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"github-copilot"}}]},
                "scopeSpans":[{"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7",
                TIMESMORE"attributes":[ATTRIBUTES]}]}]}]}""".replace("ATTRIBUTES", attributes(attributes))
                .replace("TIMES", more.contains("startTimeUnixNano") ? "" : times)
                .replace("MORE", more)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String attributes(String written) {
        List<String> all = new ArrayList<>();
        for (String attribute : written.split(";", -1)) {
            String name = attribute.substring(0, attribute.indexOf('='));
            String value = attribute.substring(attribute.indexOf('=') + 1);
            all.add("{\"key\":\"" + name + "\",\"value\":{\"stringValue\":\"" + value + "\"}}");
        }
        return String.join(",", all);
    }

    /** Rows that were compared with the records by a person: what failed, failed, whatever the agent says. */
    @ParameterizedTest
    @ValueSource(strings = {"codex-0.171.0", "gemini-cli-0.61.0"})
    void recordedLogs_areWhatTheAgentDid(String agent) throws IOException {
        String expected = new String(resource(agent + "/otlp-rows.ndjson"), StandardCharsets.UTF_8);
        assertThat(recorded(Signal.LOGS, agent + "/otlp-logs"))
                .containsExactlyElementsOf(expected.lines().toList());
    }

    /** All that they tell is told by log records already. */
    @ParameterizedTest
    @CsvSource({
        "TRACES, codex-0.171.0/otlp-traces",
        "TRACES, gemini-cli-0.61.0/otlp-traces",
        "METRICS, codex-0.171.0/otlp-metrics",
        "METRICS, gemini-cli-0.61.0/otlp-metrics"
    })
    void spansAndMetricsOfAgentsWithLogs_addNothing(Signal signal, String file) throws IOException {
        assertThat(recorded(signal, file)).isEmpty();
    }

    /** What a command prints is no word of the agent's. */
    @Test
    void codexOutput_thatLooksLikeItsHead_tellsNoExitCode() {
        assertThat(log(
                        "codex_exec",
                        "event.name=codex.tool_result;conversation.id=s;tool_name=exec_command;success=true;"
                                + "output=Chunk ID: 1\\nOutput:\\nProcess exited with code 3\\n"))
                .singleElement()
                .asString()
                .contains("\"outcome\":\"success\"")
                .doesNotContain("exit_code");
    }

    /** What an MCP server answers is its own text, however it begins. */
    @ParameterizedTest
    @CsvSource({
        "mcp__ci, Process exited with code 1\\nOutput:\\n",
        "functions, Plan\\nProcess exited with code 1\\nOutput:\\n",
        "functions, Wall time: 1\\nran it\\nProcess exited with code 1\\nOutput:\\n",
        "functions, Process exited with code 1\\n",
    })
    void codexOutput_thatHasNoHeadOfACommand_tellsNoExitCode(String namespace, String output) {
        assertThat(log(
                        "codex_exec",
                        "event.name=codex.tool_result;conversation.id=s;tool_name=logs;success=true;tool_namespace="
                                + namespace + ";output=" + output))
                .singleElement()
                .asString()
                .contains("\"outcome\":\"success\"")
                .doesNotContain("exit_code");
    }

    /** A row of such a time would be refused, and nothing of it kept. */
    @ParameterizedTest
    @ValueSource(strings = {"+12000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "1950-01-01T00:00:00Z"})
    void timeThatRowsCannotHave_isWhenItCame(String time) {
        assertThat(rows(Signal.LOGS, """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"codex_exec"}}]},
                "scopeLogs":[{"logRecords":[{"attributes":[ATTRIBUTES]}]}]}]}""".replace(
                                "ATTRIBUTES",
                                attributes("event.name=codex.tool_result;conversation.id=s;event.timestamp=" + time))
                        .getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .contains("\"started_at\":\"" + RECEIVED + "\"");
    }

    /** Two answers within a millisecond are two; the request that is sent again tells of the same. */
    @Test
    void recordsOfARequest_thatSayTheSame_areAsManyThings() {
        String log = "{\"timeUnixNano\":\"1795946400000000000\",\"attributes\":["
                + attributes("event.name=gemini_cli.api_response;session.id=s;input_token_count=7") + "]}";
        byte[] request = """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"gemini-cli"}}]},
                "scopeLogs":[{"logRecords":[LOG,LOG]}]}]}""".replace("LOG", log).getBytes(StandardCharsets.UTF_8);
        assertThat(rows(Signal.LOGS, request))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .isEqualTo(rows(Signal.LOGS, request));
    }

    @Test
    void codexAnswer_thatIsToldTwice_isTheOneWithTokens() {
        String answer = "event.name=codex.sse_event;conversation.id=s;event.kind=response.completed";
        assertThat(log("codex_exec", answer)).isEmpty();
        assertThat(log("codex_exec", answer + ";input_token_count=7")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event.name=tool_result;session.id=s;tool_name=Bash;tool_use_id=t1;success=false;duration_ms=250;"
                        + "error_type=shell_error;app.version=2.1"
                        + "| {'agent':'claude-code','agent_version':'2.1','call_id':'t1','duration_ms':250,"
                        + "'error_class':'shell_error','kind':'tool','name':'Bash','origin':'otlp','outcome':'failure',"
                        + "'outcome_from':'reported','session_id':'s','started_at':'2026-11-29T09:59:59.750Z'}",
                "event.name=tool_result;session.id=s;tool_name=mcp_tool;tool_use_id=t1;success=true;"
                        + "tool_parameters={\\'mcp_server_name\\':\\'db\\',\\'mcp_tool_name\\':\\'ask\\'}"
                        + "| {'agent':'claude-code','agent_version':'9.1','call_id':'t1','kind':'tool','name':'mcp__db__ask',"
                        + "'origin':'otlp','outcome':'success','outcome_from':'reported','session_id':'s',"
                        + "'started_at':'2026-11-29T10:00:00Z'}",
                "event.name=claude_code.skill_activated;session.id=s;skill.name=custom_skill"
                        + "| {'agent':'claude-code','agent_version':'9.1','kind':'skill','name':'custom_skill','origin':'otlp',"
                        + "'outcome':'unknown','session_id':'s','started_at':'2026-11-29T10:00:00Z'}",
                "event.name=tool_decision;session.id=s;tool_name=Write;tool_use_id=t1;decision=reject"
                        + "| {'agent':'claude-code','agent_version':'9.1','call_id':'t1','kind':'tool','name':'Write',"
                        + "'origin':'otlp','outcome':'rejected','outcome_from':'reported','session_id':'s',"
                        + "'started_at':'2026-11-29T10:00:00Z'}",
                "event.name=api_request;session.id=s;model=m;cost_usd=0.25;input_tokens=5;output_tokens=7;"
                        + "cache_read_tokens=100;cache_creation_tokens=20;duration_ms=1000;request_id=req_1"
                        + "| {'agent':'claude-code','agent_version':'9.1','cached_tokens':100,'call_id':'req_1','cost_usd':0.25,"
                        + "'duration_ms':1000,'input_tokens':125,'kind':'model_request','model':'m','origin':'otlp',"
                        + "'outcome':'success','outcome_from':'derived','outcome_rule':'completed','output_tokens':7,"
                        + "'session_id':'s','started_at':'2026-11-29T09:59:59Z'}",
                "event.name=api_error;session.id=s;model=m;status_code=529;error=overloaded: your prompt"
                        + "| {'agent':'claude-code','agent_version':'9.1','error_class':'http_529','kind':'model_request',"
                        + "'model':'m','origin':'otlp','outcome':'failure','outcome_from':'derived',"
                        + "'outcome_rule':'status_code','session_id':'s','started_at':'2026-11-29T10:00:00Z'}",
            },
            quoteCharacter = '\0')
    void claudeLogs_asDocumented_areRows(String attributes, String row) {
        assertThat(log("claude-code", attributes.strip().replace("\\'", "\\\"")))
                .containsExactly(row.strip().replace('\'', '"'));
    }

    @Test
    void claudeLogs_thatAreNotListed_areNotRows() {
        assertThat(log("claude-code", "event.name=user_prompt;session.id=s;prompt=secret plan"))
                .isEmpty();
        assertThat(log("claude-code", "event.name=tool_result;tool_name=Bash"))
                .as("without a session")
                .isEmpty();
    }

    @Test
    void copilotSpans_asDocumented_areRows() {
        assertThat(span(
                        "gen_ai.operation.name=execute_tool;gen_ai.conversation.id=s;gen_ai.tool.name=bash;"
                                + "gen_ai.tool.call.id=c1;error.type=timeout;"
                                + "github.copilot.tool.parameters.skill_name=notes",
                        "\"status\":{\"code\":2},"))
                .containsExactly("""
                        {"agent":"copilot","call_id":"c1","duration_ms":250,"error_class":"timeout","kind":"tool","name":"bash",\
                        "origin":"otlp","outcome":"failure","outcome_from":"derived","outcome_rule":"error_present",\
                        "session_id":"s","span_id":"00f067aa0ba902b7","started_at":"2026-11-29T10:00:00Z",\
                        "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}""", """
                        {"agent":"copilot","duration_ms":250,"error_class":"timeout","kind":"skill","name":"notes",\
                        "origin":"otlp","outcome":"failure","outcome_from":"derived","outcome_rule":"error_present",\
                        "session_id":"s","span_id":"00f067aa0ba902b7","started_at":"2026-11-29T10:00:00Z",\
                        "trace_id":"4bf92f3577b34da6a3ce929d0e0e4736"}""");
        assertThat(span("gen_ai.operation.name=execute_tool;gen_ai.conversation.id=s;gen_ai.tool.name=bash", ""))
                .as("that no error is told is no success")
                .singleElement()
                .asString()
                .contains("\"outcome\":\"unknown\"");
    }

    @Test
    void genAiSpans_inOldNamesAndNew_areModelRequests() {
        assertThat(span(
                        "gen_ai.operation.name=chat;gen_ai.conversation.id=s;gen_ai.request.model=m;"
                                + "gen_ai.usage.prompt_tokens=5;gen_ai.usage.output_tokens=7;gen_ai.response.id=r1",
                        ""))
                .singleElement()
                .asString()
                .contains("\"input_tokens\":5", "\"output_tokens\":7", "\"call_id\":\"r1\"", "\"model\":\"m\"")
                .contains("\"outcome\":\"success\"", "\"outcome_rule\":\"completed\"");
    }

    @Test
    void spansWithoutIds_areCountedAndNoRows() {
        ReportedRows rows = new ReportedRows(RECEIVED, some -> assertThat(some).isEmpty());
        byte[] json = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"x\"}]}]}]}"
                .getBytes(StandardCharsets.UTF_8);
        OtlpDecoder.decode(Signal.TRACES, Encoding.JSON, json, json.length, rows);
        rows.end();
        assertThat(rows.rejected()).isEqualTo(1);
    }

    /** A clock that is wrong by years must not make a row the last of all: the next time that can be true counts. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-30T11:59:59Z, 2026-11-29T11:00:00Z, 2026-11-30T11:59:59Z",
        "2026-11-30T12:00:01Z, 2026-11-29T11:00:00Z, 2026-11-29T11:00:00Z",
        "2262-04-11T23:47:16Z, 2026-11-30T12:00:01Z, 2026-11-29T12:00:00Z",
    })
    void timeMoreThanADayAhead_isNotBelieved(Instant time, Instant observed, String startedAt) {
        String json = "{\"resourceLogs\":[{\"resource\":{\"attributes\":[" + attributes("service.name=codex_exec")
                + "]},\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"" + time.getEpochSecond()
                + "000000000\",\"observedTimeUnixNano\":\"" + observed.getEpochSecond() + "000000000\",\"attributes\":["
                + attributes("event.name=codex.conversation_starts;conversation.id=s") + "]}]}]}]}";
        assertThat(rows(Signal.LOGS, json.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .asString()
                .contains("\"started_at\":\"" + startedAt + "\"");
    }

    @Test
    void spanOfAClockAYearAhead_isOfWhenItCame_andKeepsItsDuration() {
        assertThat(span(
                        "gen_ai.operation.name=chat",
                        "\"startTimeUnixNano\":\"1895946400000000000\","
                                + "\"endTimeUnixNano\":\"1895946400250000000\","))
                .singleElement()
                .asString()
                .contains("\"started_at\":\"2026-11-29T12:00:00Z\"", "\"duration_ms\":250");
    }
}

package dev.candor.app.demo;

import dev.candor.app.demo.Month.Day;
import dev.candor.validation.contract.Contract;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Sessions of three agents: turns, model requests, tools and skills, some told of by several witnesses. */
record AgentStory(Chance chance, ItemStory items) implements Story {
    private static final int ROWS_OF_A_SESSION = 55;
    private static final String ROW = "{@,'kind':'@','origin':'@','started_at':'@'@}";
    private static final String COMPLETED = ",'outcome':'success','outcome_from':'derived','outcome_rule':'completed'";
    private static final String BY_EXIT_CODE = ",'outcome_from':'derived','outcome_rule':'exit_code_in_output'";
    private static final String TOLD = ",'outcome':'@','outcome_from':'reported'";
    private static final String UNKNOWN = ",'outcome':'unknown'";
    private static final List<String> PROJECTS =
            List.of("storefront", "billing-api", "design-system", "data-pipeline", "mobile-app");
    private static final List<String> SKILLS = List.of("pr-review", "changelog", "test-triage", "release-notes");
    private static final List<String> MCP_TOOLS =
            List.of("mcp__github__get_pull_request", "mcp__github__create_issue", "mcp__postgres__query");
    private static final List<Integer> EXIT_CODES = List.of(1, 2, 127, 128, 137);
    private static final List<Brand> BRANDS = List.of(
            new Brand("claude-code", "2.1.14", "claude-sonnet-4-5", 3, 15, "Bash", List.of("Read", "Edit", "Grep")),
            new Brand("codex", "0.171.0", "gpt-5-codex", 1.25, 10, "exec_command", List.of("apply_patch")),
            new Brand("gemini-cli", "0.61.0", "gemini-2.5-pro", 1.25, 10, "run_shell_command", List.of("read_file")));

    /** An agent, with the prices of its model in US dollars for a million tokens. */
    private record Brand(
            String agent,
            String version,
            String model,
            double input,
            double output,
            String shell,
            List<String> tools) {}

    @Override
    public void tell(Day day, long rows, List<Row> told) {
        day.moments(Math.ceilDiv(rows, ROWS_OF_A_SESSION), chance).forEach(at -> new Session(at, told).tell());
    }

    /** One session, told as it goes on: by hooks always, by its own telemetry often, by a transcript at times. */
    private final class Session {
        private final Brand brand = chance.early(BRANDS);
        private final String trace = chance.id() + chance.id();
        private final String always;
        private final boolean hasTelemetry = chance.happens(0.7);
        private final boolean hasTranscript = chance.happens(0.4);
        private final List<Row> told;
        private Instant at;

        Session(Instant at, List<Row> told) {
            this.at = at;
            this.told = told;
            String project = chance.early(PROJECTS);
            this.always = Story.filled(
                    "'agent':'@','agent_version':'@','project':'@','session_id':'@','trace_id':'@'",
                    brand.agent(),
                    brand.version(),
                    project,
                    chance.uuid(),
                    trace);
        }

        void tell() {
            add("hook", "session_start", at, UNKNOWN);
            for (int turns = 1 + chance.below(5); turns > 0; turns--) {
                turn();
            }
            add("hook", "session_end", at, UNKNOWN);
        }

        private void turn() {
            Instant begun = at;
            for (int steps = 1 + chance.below(6); steps > 0; steps--) {
                request();
                if (chance.happens(0.08)) {
                    add("hook", "skill", at, Story.filled(",'name':'@'" + UNKNOWN, chance.early(SKILLS)));
                }
                tool();
            }
            request();
            long duration = Duration.between(begun, at).toMillis();
            String turn = Story.filled(",'call_id':'@','duration_ms':@", chance.uuid(), duration) + COMPLETED;
            if (hasTranscript) {
                add("transcript", "turn", begun, turn);
            }
            at = at.plusMillis(chance.about(50_000, 0.9));
        }

        private void request() {
            long input = chance.about(24_000, 0.8);
            long cached = chance.below((int) input);
            long output = chance.about(420, 0.9);
            long micros = Math.round((input - cached * 0.9) * brand.input() + output * brand.output());
            long duration = chance.about(4_200, 0.6);
            boolean fails = chance.happens(0.01);
            String tokens = Story.filled(
                    ",'model':'@','input_tokens':@,'cached_tokens':@,'output_tokens':@",
                    brand.model(),
                    input,
                    cached,
                    output);
            String cost = Story.filled(
                    ",'cost_usd':@,'duration_ms':@",
                    BigDecimal.valueOf(micros, 6).toPlainString(),
                    duration);
            String failure = Story.filled("""
                    ,"model":"@","duration_ms":@,"error_class":"http_529","outcome":"failure","outcome_from":"derived",\
                    "outcome_rule":"status_code'""", brand.model(), duration);
            if (hasTelemetry) {
                add("otlp", "model_request", at, fails ? failure : tokens + cost + COMPLETED);
            }
            if (hasTranscript && !fails) {
                add("transcript", "model_request", at, tokens + COMPLETED);
            }
            at = at.plusMillis(duration);
        }

        private void tool() {
            boolean isShell = chance.happens(0.45);
            boolean fails = chance.happens(isShell ? 0.11 : 0.025);
            long duration = chance.about(isShell ? 5_500 : 240, 1);
            String span = chance.id();
            String call = Story.filled(
                    ",'name':'@','call_id':'call_@','span_id':'@'",
                    isShell ? brand.shell() : chance.one(chance.happens(0.2) ? MCP_TOOLS : brand.tools()),
                    chance.id(),
                    span);
            String ended = isShell
                    ? exited(fails ? chance.early(EXIT_CODES) : 0)
                    : fails ? Story.filled(TOLD, "failure") : COMPLETED;
            if (isShell && chance.happens(0.15)) {
                told.add(items.toolRun(at.plusMillis(duration), "00-" + trace + '-' + span + "-01"));
            }
            if (chance.happens(0.015)) {
                add("hook", "tool", at, call + Story.filled(TOLD, "rejected"));
                return;
            }
            // Codex does not tell its hook how a command ended
            add("hook", "tool", at, call + (isShell && brand.agent().equals("codex") ? UNKNOWN : ended));
            if (hasTelemetry) {
                String reported = Story.filled(TOLD, fails ? "failure" : "success");
                add("otlp", "tool", at, call + Story.filled(",'duration_ms':@", duration) + reported);
            }
            if (hasTranscript) {
                add("transcript", "tool", at, call + ended);
            }
            at = at.plusMillis(duration);
        }

        private static String exited(int code) {
            String outcome = code == 0 ? "success" : "failure";
            return Story.filled(",'exit_code':@,'outcome':'@'", code, outcome) + BY_EXIT_CODE;
        }

        private void add(String witness, String kind, Instant begun, String more) {
            told.add(Row.of(Contract.AGENT, at, ROW, always, kind, witness, begun, more));
        }
    }
}

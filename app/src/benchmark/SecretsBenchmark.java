import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.validation.secrets.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What it costs to look for secrets in a typical row: see secrets.sh. */
public final class SecretsBenchmark {
    private static final int ROUNDS = 12;
    private static final int CALLS = 300_000;

    private static final List<String> ROWS = List.of(
            "{\"version\":\"0.20.2\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"source\":\"visitor\",\"phase\":\"inspection\","
                    + "\"repository\":\"shop\",\"tool\":\"mypy\",\"status\":\"failed\",\"attempt\":1,\"duration_ms\":8,"
                    + "\"details\":{\"message\":\"mypy found 3 errors in 2 files (checked 41 source files)\"}}",
            "{\"context\":\"run\",\"duration_ms\":812,\"error_class\":\"unknown\",\"reason_code\":\"command_failed\","
                    + "\"reason_detail\":\"command_exit=3\",\"skill\":\"make-github-visitor\",\"source\":\"instrumentor\","
                    + "\"status\":\"failure\",\"timestamp_utc\":\"2026-01-28T14:22:00.123456Z\"}",
            "{\"duration_ms\":12,\"event\":\"run\",\"http_calls\":0,\"item_id\":\"core/status\",\"item_type\":\"tool\","
                    + "\"outcome\":\"success\",\"path\":\".ai/tools/core/status.py\",\"run_id\":"
                    + "\"7f1f7a2e-9a51-4f0c-8f0e-6f7c7a3b2c11\",\"timestamp\":\"2026-11-20T10:00:00.123Z\"}");

    private SecretsBenchmark() {}

    public static void main(String[] arguments) {
        Secrets secrets = Secrets.installed();
        for (String text : ROWS) {
            ObjectValue row = (ObjectValue) JsonValue.parse(text.getBytes(StandardCharsets.UTF_8));
            long least = Long.MAX_VALUE;
            long kept = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                for (int i = 0; i < CALLS; i++) {
                    kept += secrets.redact(row) == row ? 1 : 0;
                }
                least = Math.min(least, (System.nanoTime() - begun) / CALLS);
            }
            System.out.printf("%d bytes: %d ns (%d rows kept whole)%n", text.length(), least, kept);
        }
    }
}

package dev.candor.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.validation.contract.Contract;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds and lists that the pages tell of are those of the program: who changes one changes the other. */
class DocumentedNumbersTest {
    private static String page(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", name)).replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            items.md | The search looks at 5,000 entries | 5000 | items.file.ItemWalk.MAX_ENTRIES
            items.md | entries and 8 levels | 8 | items.file.ItemWalk.MAX_DEPTH
            items.md | what is no regular file or larger than 1 MiB | 1048576 | items.file.ItemRoot.MAX_BYTES
            items.md | control characters or more than 256 characters | 256 | items.file.ItemReference.MAX_LENGTH
            items.md | at most 64 KiB; it is added to the counts | 65536 | items.run.ContextFile.MAX_BYTES
            items.md | at most 5 attempts | 5 | items.run.HttpTool.MAX_ATTEMPTS
            items.md | Up to 5 redirects are followed | 5 | items.run.TrackedHttp.MAX_REDIRECTS
            items.md | `timeout` in seconds for one attempt (30) | PT30S | items.run.HttpTool.TIMEOUT
            items.md | 256 names, 262,144 characters as JSON | 256 | items.file.ParameterSchema.MAX_PARAMETERS
            items.md | 256 names, 262,144 characters as JSON | 262144 | items.file.ParameterSchema.MAX_CHARACTERS
            items.md | 128 KiB for one argument | 131071 | items.file.Placeholders.MAX_ARGUMENT
            items.md | 4,194,304 characters for `content` | 4194304 | items.file.Placeholders.MAX_TEXT
            items.md | at most a day | PT24H | items.run.RunLimits.MAX_TIMEOUT
            items.md | after 0.2 seconds | PT0.2S | items.run.ProcessRun.CANCELLED_GRACE
            items.md | at most 200 characters, without control characters | 200 | items.run.RunProgress.MAX_MESSAGE
            items.md | one line of at most 500 characters | 500 | items.run.BoundedOutput.MAX_LINE
            events.md | at most 1 MiB a row | 1048576 | foundation.files.LineScanner.MAX_LINE_BYTES
            events.md | 64 levels | 64 | foundation.json.JsonReader.MAX_DEPTH
            events.md | 4096 names in one object | 4096 | foundation.json.JsonReader.MAX_NAMES
            events.md | 128 characters a number | 128 | foundation.json.JsonReader.MAX_NUMBER_LENGTH
            events.md | parts of up to 1000 rows or 256 KiB | 1000 | ingestion.Rows.MAX_ROWS
            events.md | parts of up to 1000 rows or 256 KiB | 262144 | ingestion.Rows.MAX_BYTES
            events.md | its last two million rows | 2097152 | ingestion.IdentityIndex.CAPACITY
            file-formats.md | nests at most 64 deep | 64 | foundation.json.JsonReader.MAX_DEPTH
            file-formats.md | 4096 names in one object | 4096 | foundation.json.JsonReader.MAX_NAMES
            file-formats.md | a number has at most 128 characters | 128 | foundation.json.JsonReader.MAX_NUMBER_LENGTH
            file-formats.md | YAML of at most 1 MiB | 1048576 | config.ConfigText.MAX_BYTES
            file-formats.md | Of `paths`, the last 256 are kept | 256 | aggregatestore.ItemStats.MAX_PATHS
            file-formats.md | (at most 2000 characters) | 2000 | ingestion.QuarantineEntry.MAX_SENTENCE
            file-formats.md | at most 64 KiB of UTF-8 | 65536 | ingestion.QuarantinedRow.MAX_PAYLOAD_BYTES
            file-formats.md | the first one first, at most 20 | 20 | ingestion.Refusal.MAX_VIOLATIONS
            commands.md | `-` and `_`, at most 128 of them | 128 | skillusage.Caller.MAX_ID
            commands.md | at most 365d | PT8760H | app.cli.Arguments.MAX_TIMEOUT
            commands.md | kill what is left of it (KILL) | PT5S | app.cli.RunVerb.DEFAULT_GRACE
            commands.md | 1 to 256 characters, not `*` | 256 | aggregatestore.ItemStats.MAX_ID_LENGTH
            commands.md | up to 10,000,000,000; | 10000000000 | aggregatestore.Execution.MAX_COUNT
            commands.md | up to 4096 characters | 4096 | aggregatestore.Execution.MAX_TEXT
            commands.md | count only the last N rows, up to 10,000,000 | 10000000 | skillusage.CoverageRequest.MAX_LAST_ROWS
            commands.md | at most 100 lines of a file, and 3 of rows | 100 | app.cli.RowTally.MAX_LISTED
            commands.md | at most 100 lines of a file, and 3 of rows | 3 | app.cli.RowTally.MAX_NOT_JSON_LISTED
            commands.md | at most 20 of a file and then how many more | 20 | app.cli.IngestedFiles.MAX_NAMED
            commands.md | At most 10,000 records and 16 MB of them are shown | 10000 | audittrail.TrailReader.MAX_RECORDS
            commands.md | more than five minutes ahead of the clock | PT5M | orchestrationevents.OrchestrationEvent.TOLERANCE
            commands.md | recording is tried again every five seconds | PT5S | orchestrationevents.Sink.PAUSE
            commands.md | it may have 16 MiB | 16777216 | app.cli.Exchange.MAX_BYTES
            mcp.md | one message | 1048576 | app.mcp.StdioServer.MAX_BYTES
            mcp.md | 64, of them 4 over 16 KiB | 64 | app.mcp.StdioServer.MAX_CALLS
            mcp.md | 64, of them 4 over 16 KiB | 4 | app.mcp.StdioServer.MAX_LARGE
            mcp.md | 64, of them 4 over 16 KiB | 16384 | app.http.message.RequestBody.SMALL
            mcp.md | subscriptions open at once | 16 | app.mcp.Subscriptions.MAX_OPEN
            mcp.md | of at most 64 programs | 64 | app.mcp.FollowedResources.MAX_CLIENTS
            mcp.md | notifications that wait for a client | 256 | app.mcp.LineWriter.MAX_WAITING
            mcp.md | an address 4096 | 4096 | app.mcp.ResourceAddress.MAX_LENGTH
            mcp.md | the first 100 of them | 100 | app.mcp.FeatureMethods.MAX_COMPLETIONS
            server.md | three bundles are | 3 | sessions.Sessions.MAX_AT_ONCE
            server.md | with a value of at most 1024 characters | 1024 | app.http.Query.MAX_CHARACTERS
            server.md | 64 streams of `GET /mcp` are open | 64 | app.mcp.FollowedResources.MAX_STREAMS
            server.md | one of up to 64 KiB | 65536 | app.http.RowsDoor.SMALL
            server.md | may have 16 bytes each | 16 | app.http.TomcatConfiguration.MAX_CHUNK_EXTRAS
            server.md | else 7411 | 7411 | app.http.ServerSettings.DEFAULT_PORT
            """)
    void number_isTheOneOfTheProgram(String page, String sentence, String value, String constant) throws Exception {
        assertThat(page(page)).contains(sentence);
        Field field = Class.forName("dev.candor." + constant.substring(0, constant.lastIndexOf('.')))
                .getDeclaredField(constant.substring(constant.lastIndexOf('.') + 1));
        field.setAccessible(true);
        assertThat(String.valueOf(field.get(null))).isEqualTo(value);
    }

    @Test
    void resources_areStatusAndEveryContract() throws IOException {
        assertThat(page("mcp.md"))
                .contains("and every contract ("
                        + Contract.ALL.stream()
                                .map(contract -> "`" + contract.id() + "` " + contract.version())
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    @Test
    void contracts_areThoseOfThePages() throws IOException {
        assertThat(page("commands.md"))
                .contains(Contract.ALL.stream()
                        .map(contract -> "`" + contract.id() + "`")
                        .collect(Collectors.joining(", "))
                        .replaceFirst(", (`[^`]*`)$", " or $1"));
        assertThat(Files.readAllLines(Path.of("..", "docs", "file-formats.md")).stream()
                        .filter(line -> Contract.ALL.stream()
                                .anyMatch(contract ->
                                        line.startsWith("| `" + contract.id() + "` | " + contract.version() + " |"))))
                .hasSameSizeAs(Contract.ALL);
    }
}

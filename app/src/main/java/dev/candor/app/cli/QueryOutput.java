package dev.candor.app.cli;

import dev.candor.export.ExportedFile;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.text.Wording;
import dev.candor.index.IndexException;
import dev.candor.index.QueryResult;
import dev.candor.index.WrittenRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where rows that were asked for go.
 *
 * @param file none to print them
 * @param force whether a file that is there and differs is replaced
 */
record QueryOutput(QueryFormat format, Optional<Path> file, boolean force, Surroundings surroundings) {
    static final String OUT = "--out";
    static final String FORCE = "--force";

    private static final int FAILED = 1;

    /** As flags say it. */
    static QueryOutput of(QueryFormat format, Arguments arguments, Surroundings surroundings) throws UsageException {
        Optional<String> out = arguments.text(OUT);
        if (out.isPresent()) {
            Path file = surroundings.pathOfThisMachine(OUT, "a file", out.get()).toAbsolutePath();
            Surroundings.mustNotBeOutput(file, "the file of " + OUT + " " + out.get());
            return new QueryOutput(format, Optional.of(file), arguments.has(FORCE), surroundings);
        }
        if (arguments.has(FORCE)) {
            throw new UsageException("the flag " + FORCE + " is about a file that is written; without " + OUT
                    + " FILE the result is printed");
        }
        if (format == QueryFormat.PARQUET) {
            throw new UsageException("Parquet is no text: name a file with " + OUT + " FILE");
        }
        return new QueryOutput(format, Optional.empty(), false, surroundings);
    }

    /** Prints rows, or writes them; returns the exit code. */
    int give(QueryResult result) throws UsageException {
        String text = format.text(result);
        if (file.isEmpty()) {
            Terminal terminal = surroundings.terminal();
            boolean heard = format == QueryFormat.TABLE ? terminal.say(text.stripTrailing()) : terminal.data(text);
            return heard ? 0 : FAILED;
        }
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return say(
                    ExportedFile.write(file.get(), out -> out.write(bytes), force),
                    result.rows().size());
        } catch (ToolException e) {
            return new ToolCall(surroundings).tell(e);
        }
    }

    /** Takes text as it is made, and counts rows. */
    static final class Sink {
        private static final int AT_ONCE = 1 << 16;

        private final BytesTaker taker;
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(AT_ONCE);
        private long rows;

        private Sink(BytesTaker taker) {
            this.taker = taker;
        }

        void countRow() {
            rows++;
        }

        void write(byte[] bytes) throws IOException {
            waiting.writeBytes(bytes);
            if (waiting.size() >= AT_ONCE) {
                flush();
            }
        }

        private void flush() throws IOException {
            taker.take(waiting.toByteArray());
            waiting.reset();
        }
    }

    private interface BytesTaker {
        void take(byte[] bytes) throws IOException;
    }

    /** Makes text. */
    interface TextWriter {
        void write(Sink sink) throws IOException;
    }

    /** As {@link #give(QueryResult)}, of more rows than should be in memory at once. */
    int give(TextWriter writer) throws UsageException, IOException {
        if (file.isEmpty()) {
            boolean[] heard = {true};
            Sink sink = new Sink(
                    bytes -> heard[0] &= surroundings.terminal().data(new String(bytes, StandardCharsets.UTF_8)));
            writer.write(sink);
            sink.flush();
            return heard[0] ? 0 : FAILED;
        }
        List<Long> rows = new ArrayList<>();
        List<IndexException> failed = new ArrayList<>();
        try {
            ExportedFile written = ExportedFile.write(
                    file.get(),
                    out -> {
                        Sink sink = new Sink(out::write);
                        try {
                            writer.write(sink);
                        } catch (IndexException e) {
                            failed.add(e);
                            throw e;
                        }
                        sink.flush();
                        rows.add(sink.rows);
                    },
                    force);
            return say(written, rows.getLast());
        } catch (ToolException e) {
            if (!failed.isEmpty()) {
                // the file is not what failed
                throw failed.getFirst();
            }
            return new ToolCall(surroundings).tell(e);
        }
    }

    /** Writes rows into a Parquet file. */
    interface ParquetWriter {
        WrittenRows write(Path file) throws IOException;
    }

    /** What became of a file: none when it could not be written, which was told. */
    Optional<WrittenRows> giveParquet(ParquetWriter writer) throws UsageException, IOException {
        List<WrittenRows> rows = new ArrayList<>();
        try {
            ExportedFile written =
                    ExportedFile.writeMade(file.orElseThrow(), made -> rows.add(writer.write(made)), force);
            return say(written, rows.getFirst().rows()) == 0 ? Optional.of(rows.getFirst()) : Optional.empty();
        } catch (ToolException e) {
            new ToolCall(surroundings).tell(e);
            return Optional.empty();
        }
    }

    private int say(ExportedFile written, long rows) {
        String sentence = Wording.count(rows, "row") + ", " + Wording.count(written.bytes(), "byte") + ": "
                + written.file() + (written.isUnchanged() ? " (it was so already)" : "");
        return surroundings.terminal().say(sentence) ? 0 : FAILED;
    }
}

package dev.candor.agents;

import dev.candor.agents.AgentRow.Agent;
import dev.candor.agents.internal.listed.ListedJson;
import dev.candor.foundation.files.Input;
import dev.candor.foundation.files.Reasons;
import dev.candor.ingestion.EarlyEnd;
import dev.candor.ingestion.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;

/**
 * The files in which agents keep their sessions, as rows. Read line by line, so memory does not grow with a file; taken
 * again, they are the same rows.
 */
public final class AgentTranscripts {
    /** The agents whose transcripts are known. */
    public static final List<Agent> AGENTS = List.of(Agent.CLAUDE_CODE, Agent.CODEX, Agent.GEMINI_CLI);

    /** A hook's agent may name no larger file. */
    static final long MAX_OWN_BYTES = 1L << 30;

    private static final String SOURCE = "transcript";
    private static final int BATCH_ROWS = 500;
    private static final int MAX_DEPTH = 12;
    private static final int MAX_PATH_BYTES = 4096;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final AgentIntake intake;
    private final Map<String, String> environment;

    /**
     * Transcripts.
     *
     * @param environment {@code HOME}, {@code CODEX_HOME} and {@code CLAUDE_CONFIG_DIR} say where they are
     */
    public AgentTranscripts(AgentIntake intake, Map<String, String> environment) {
        this.intake = intake;
        this.environment = Map.copyOf(environment);
    }

    /** The agent's own folder, which its transcripts are below. */
    public Path home(Agent agent) {
        Path home = Path.of(variable("HOME").orElse("/"));
        return switch (agent) {
            case CODEX -> variable("CODEX_HOME").map(Path::of).orElseGet(() -> home.resolve(".codex"));
            case CLAUDE_CODE -> variable("CLAUDE_CONFIG_DIR").map(Path::of).orElseGet(() -> home.resolve(".claude"));
            case GEMINI_CLI -> home.resolve(".gemini");
            case COPILOT, CURSOR, OPENCODE, OTHER ->
                throw new IllegalArgumentException("no transcript of " + agent.id() + " is known");
        };
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static String folder(Agent agent) {
        return switch (agent) {
            case CODEX -> "sessions";
            case CLAUDE_CODE -> "projects";
            default -> "tmp";
        };
    }

    private static boolean isTranscript(Agent agent, Path file) {
        String name = file.getFileName().toString();
        return switch (agent) {
            case CODEX -> name.startsWith("rollout-") && name.endsWith(".jsonl");
            case CLAUDE_CODE -> name.endsWith(".jsonl");
            default ->
                name.startsWith("session-")
                        && (name.endsWith(".jsonl") || name.endsWith(".json"))
                        && file.resolveSibling("").endsWith("chats");
        };
    }

    /**
     * The agent's transcripts that were changed since then, in the order of their paths; links in it are not followed.
     *
     * @param unreadable takes a sentence about each folder that cannot be read
     */
    public List<Path> files(Agent agent, Instant since, Consumer<String> unreadable) throws IOException {
        List<Path> files = new ArrayList<>();
        Path root = home(agent).resolve(folder(agent));
        if (!Files.isDirectory(root)) {
            return files;
        }
        // the folder itself may be a link, to another disk
        Path start = Files.isSymbolicLink(root) ? root.toRealPath() : root;
        Files.walkFileTree(start, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && isTranscript(agent, file)
                        && !attributes.lastModifiedTime().toInstant().isBefore(since)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                unreadable.accept(file + " cannot be read: " + Reasons.of(why));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    /**
     * Takes what one transcript tells.
     *
     * @param counts is added to
     * @param bytesRead hears now and then how many bytes were read
     * @return why it was not taken to its end, if so
     */
    public Optional<String> take(Agent agent, Path file, TranscriptCounts counts, LongConsumer bytesRead) {
        return read(agent, file, counts, bytesRead, rows -> intake.take(rows, SOURCE));
    }

    /** What {@link #take} would take, of which nothing is kept; whether it is known already is not looked at. */
    public Optional<String> look(Agent agent, Path file, TranscriptCounts counts, LongConsumer bytesRead) {
        return read(agent, file, counts, bytesRead, rows -> Receipt.EMPTY);
    }

    /**
     * Takes the transcript that an agent says it has written: a regular file of this user below the agent's own folder, at
     * most 1 GiB. Another one is not opened, and a text that is no path is passed over.
     */
    void takeOwn(Agent agent, String path) {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException noPath) {
            return;
        }
        if (isOwn(agent, file)) {
            take(agent, file, new TranscriptCounts(), read -> {});
        }
    }

    boolean isOwn(Agent agent, Path file) {
        if (!AGENTS.contains(agent) || !file.isAbsolute()) {
            return false;
        }
        try {
            Path real = file.toRealPath();
            return real.startsWith(home(agent).toRealPath())
                    && isTranscript(agent, real)
                    && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(real) <= MAX_OWN_BYTES
                    && Files.getAttribute(real, "unix:uid")
                            .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException notReachable) {
            return false;
        }
    }

    private interface Take {
        Receipt take(List<AgentRow> rows);
    }

    private TranscriptReader reader(Agent agent, Path file) {
        return switch (agent) {
            case CODEX -> new CodexTranscript();
            case CLAUDE_CODE -> new ClaudeTranscript();
            default -> new GeminiTranscript(project(file));
        };
    }

    /** Gemini CLI keeps the path of a project beside its chats; a folder is named by it, or in earlier versions by a hash. */
    private static Optional<String> project(Path file) {
        Path folder = file.toAbsolutePath().resolveSibling("..").normalize();
        try {
            Optional<byte[]> root = Input.regularFile(folder.resolve(".project_root"), MAX_PATH_BYTES);
            if (root.isPresent()) {
                return Optional.of(new String(root.get(), StandardCharsets.UTF_8).strip());
            }
        } catch (IOException earlierVersion) {
            // its folder may tell
        }
        String name = folder.getFileName().toString();
        return HASH.matcher(name).matches() ? Optional.empty() : Optional.of(name);
    }

    private Optional<String> read(Agent agent, Path file, TranscriptCounts counts, LongConsumer bytesRead, Take take) {
        Batch batch = new Batch(counts, take);
        TranscriptReader reader = reader(agent, file);
        try (InputStream in = Files.newInputStream(file)) {
            ListedJson json = file.toString().endsWith(".json")
                    ? ListedJson.document(in, reader.listing())
                    : ListedJson.lines(in, reader.listing());
            while (batch.failure.isEmpty() && json.next()) {
                if (!json.isDamaged()) {
                    reader.read(json.object(), batch::add, counts::unmapped);
                } else if (!json.isAtEnd()) {
                    counts.damagedLine();
                }
                bytesRead.accept(json.bytesRead());
            }
            reader.end(batch::add);
        } catch (IOException e) {
            batch.failure = Optional.of(Reasons.of(e));
        }
        batch.flush();
        return batch.failure;
    }

    /** Rows on their way, so many at a time. */
    private static final class Batch {
        private final TranscriptCounts counts;
        private final Take take;
        private final List<AgentRow> rows = new ArrayList<>(BATCH_ROWS);
        private Optional<String> failure = Optional.empty();

        Batch(TranscriptCounts counts, Take take) {
            this.counts = counts;
            this.take = take;
        }

        void add(AgentRow row) {
            counts.row(row.json());
            rows.add(row);
            if (rows.size() == BATCH_ROWS) {
                flush();
            }
        }

        void flush() {
            Receipt receipt = take.take(rows);
            counts.became(receipt);
            failure = failure.or(() -> receipt.end().map(EarlyEnd::sentence));
            rows.clear();
        }
    }
}

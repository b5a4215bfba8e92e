package dev.candor.app.cli;

import dev.candor.app.demo.DemoMonth;
import dev.candor.app.demo.DemoMonth.Filled;
import dev.candor.config.UserPath;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonObject;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.time.Utc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code candor demo}: a user path of its own with a month that is made up, served. */
final class DemoVerb implements Verb {
    static final long MIN_ROWS = 10_000;
    static final long MAX_ROWS = 5_000_000;
    private static final long DEFAULT_ROWS = 20_000;
    private static final int FAILED = 1;
    private static final String DIR = "--dir";
    private static final String SEED = "--seed";
    private static final String ROWS = "--rows";
    private static final String NO_SERVE = "--no-serve";
    private static final String PORT = "--port";
    private static final String JSON = "--json";

    @Override
    public Manual manual() {
        return new Manual(
                "demo",
                "Fill a folder of its own with a month that is made up, of all contracts, and serve it until SIGINT.",
                Optional.empty(),
                false,
                List.of(
                        Flag.optional(
                                DIR,
                                Flag.DIR,
                                "the folder, new or of an earlier demo, which is emptied (default:"
                                        + " candor/demo in $XDG_CACHE_HOME, else in ~/.cache)"),
                        Flag.optional(SEED, "N", "another month for another number (default: 1)"),
                        Flag.optional(ROWS, "N", "how many rows, about: 10000 to 5000000 (default: 20000)"),
                        Flag.choice(NO_SERVE, "fill the folder, and do not serve it"),
                        Flag.optional(PORT, "N", "serve here (default: any free port)"),
                        Flag.choice(JSON, "print what was made as one line of JSON")),
                USAGE_ERROR,
                List.of(
                        "0  filled, and stopped by a signal if it was served",
                        "1  the folder is in use or cannot be written, or the server cannot start",
                        "2  the flags cannot be read, or the folder is not a demo's"),
                List.of("candor demo", "candor demo --no-serve --dir /tmp/demo --seed 7 --rows 1000000"));
    }

    @Override
    @SuppressWarnings("try")
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Terminal terminal = surroundings.terminal();
        Path folder = folder(arguments, surroundings);
        long seed = arguments.number(SEED, 1);
        long rows = arguments.number(ROWS, DEFAULT_ROWS);
        if (rows < MIN_ROWS || rows > MAX_ROWS) {
            throw new UsageException("the flag " + ROWS + " needs " + MIN_ROWS + " to " + MAX_ROWS + ", found " + rows);
        }
        try (DemoFolder demo = DemoFolder.emptied(folder, surroundings.userPath())) {
            Surroundings within = within(demo, surroundings);
            terminal.tell(
                    "filling " + demo.userPath().folder() + ", which is emptied first, with a month that is made up");
            Instant now = surroundings.clock().instant();
            DemoMonth month = new DemoMonth(now, seed, rows);
            ProgressBar progress = new ProgressBar(terminal);
            Filled filled = month.fill(
                    demo.userPath(), within.environment(), terminal::tell, taken -> progress.writing(taken, rows));
            progress.finish();
            String begin = Utc.timestamp(month.begin());
            String end = Utc.timestamp(now);
            String path = demo.userPath().folder().toString();
            boolean said = terminal.say(
                    arguments.has(JSON)
                            ? json(path, seed, begin, end, filled)
                            : filled.rows() + " rows from " + begin + " to " + end + " (seed " + seed + "), and "
                                    + filled.quarantined() + " in quarantine\nask them: USER_PATH=" + path
                                    + " candor stats");
            return !said ? FAILED : arguments.has(NO_SERVE) ? 0 : serve(arguments, within);
        } catch (IOException e) {
            terminal.tell("the demo cannot be made in " + folder + ": " + Reasons.of(e));
            return FAILED;
        } catch (ToolException e) {
            terminal.tell(e.sentence());
            return FAILED;
        }
    }

    private static Path folder(Arguments arguments, Surroundings surroundings) throws UsageException {
        arguments.mustNotBeEmpty(DIR);
        Optional<String> named = arguments.text(DIR);
        return named.isPresent()
                ? surroundings.pathOfThisMachine(DIR, "a folder", named.get())
                : surroundings
                        .folders()
                        .cache()
                        .orElseThrow(
                                () -> new UsageException("there is no place for caches; name a folder with " + DIR))
                        .resolve("demo");
    }

    /** As if the folder were the user's own. */
    private static Surroundings within(DemoFolder demo, Surroundings surroundings) {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.put("USER_PATH", demo.userPath().folder().toString());
        return new Surroundings(
                Map.copyOf(environment), surroundings.terminal(), surroundings.clock(), surroundings.lastArguments());
    }

    /** Not at the port of candor serve, unless asked for: what agents send there is not to end in a demo. */
    private static int serve(Arguments arguments, Surroundings within) throws UsageException {
        UserPath demo = within.userPath();
        ServeVerb server = new ServeVerb(() -> tellLink(demo, arguments.has(JSON), within.terminal()));
        return server.run(Arguments.read(server.manual(), List.of(PORT, arguments.text(PORT, "0"))), within);
    }

    private static void tellLink(UserPath demo, boolean isJson, Terminal terminal) {
        try {
            PageLink link = PageLink.of(demo, false);
            if (isJson) {
                terminal.tell("the page: " + link.url());
            } else {
                terminal.say(link.url());
            }
            terminal.tell("open this link in a browser; " + link.terms() + "; for another: USER_PATH=" + demo.folder()
                    + " candor open");
        } catch (ToolException e) {
            terminal.tell(e.sentence());
        }
    }

    private static String json(String path, long seed, String begin, String end, Filled filled) {
        JsonObject accepted = new JsonObject();
        filled.accepted().forEach(accepted::put);
        return JsonWriter.compact(new JsonObject()
                .put("accepted", accepted.object())
                .put("begin", begin)
                .put("end", end)
                .put("folder", path)
                .put("quarantined", filled.quarantined())
                .put("rows", filled.rows())
                .put("seed", seed)
                .object());
    }
}

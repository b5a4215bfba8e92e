package dev.candor.app.cli;

import dev.candor.app.AgentPlaces;
import dev.candor.app.ServerNote;
import dev.candor.config.UserPath;
import dev.candor.execution.BackgroundProcess;
import dev.candor.execution.Inherited;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.capability.ToolException.Kind;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code candor open}: show the page, from a server that is started when none runs. */
final class OpenVerb implements Verb {
    private static final String READ_ONLY = "--read-only";
    private static final String NO_START = "--no-start";
    private static final String NO_BROWSER = "--no-browser";
    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int MAX_LOG_BYTES = 4096;

    @Override
    public Manual manual() {
        return new Manual(
                "open",
                "Show what Candor knows in a browser; starts the server when none runs.",
                Optional.empty(),
                false,
                List.of(
                        Flag.choice(READ_ONLY, "let the page change nothing: no replay, drop, clear, release"),
                        Flag.choice(NO_START, "start no server; end with 1 when none runs"),
                        Flag.choice(NO_BROWSER, "only print the link"),
                        Flag.choice("--json", "print the link as one line of JSON; opens no browser")),
                USAGE_ERROR,
                List.of("0  the link is printed", "1  there is no server, or it cannot be started", "2  unknown flags"),
                List.of("candor open", "candor open --read-only --no-browser"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        Terminal terminal = surroundings.terminal();
        try {
            if (isMissing(surroundings.userPath())) {
                if (arguments.has(NO_START)) {
                    throw unavailable("no server runs on "
                            + surroundings.userPath().folder() + "; start one with candor serve, or omit " + NO_START);
                }
                terminal.tell("starting the server; candor serve would show what it says");
                start(surroundings);
            }
            PageLink link = PageLink.of(surroundings.userPath(), arguments.has(READ_ONLY));
            terminal.say(arguments.has("--json") ? JsonWriter.compact(link.json()) : link.url());
            if (!arguments.has("--json")) {
                boolean isShown = !arguments.has(NO_BROWSER) && showIn(surroundings.environment(), link.url());
                terminal.tell(
                        (isShown ? "opened it in your browser" : "open this link in a browser") + "; " + link.terms());
            }
            return 0;
        } catch (ToolException e) {
            return ToolCall.tellAsTool(e, terminal);
        }
    }

    private static boolean isMissing(UserPath userPath) throws ToolException {
        try {
            return ServerNote.running(userPath).isEmpty();
        } catch (IOException e) {
            throw unavailable("the note about a running server cannot be read: " + Reasons.of(e));
        }
    }

    private static ToolException unavailable(String sentence) {
        return new ToolException(Kind.UNAVAILABLE, "server-not-found", sentence);
    }

    /** In a session of its own, so that closing this terminal does not end it. */
    private static void start(Surroundings surroundings) throws ToolException, UsageException {
        UserPath userPath = surroundings.userPath();
        Path log = userPath.own().resolve("server.log");
        try {
            PrivateFiles.createFolders(userPath.own());
            PrivateFiles.replaceDisposable(log, new byte[0]);
            Path launcher = AgentPlaces.of(userPath, surroundings.environment()).launcher();
            Process server = BackgroundProcess.start(
                    List.of(launcher.toString(), "serve"), variables(surroundings.environment()), Optional.of(log));
            long end = System.nanoTime() + TO_START.toNanos();
            while (ServerCall.answering(userPath).isEmpty()) {
                if (server.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw unavailable("the server did not start: " + lastLine(log));
                }
            }
        } catch (IOException e) {
            throw unavailable("the server cannot be started: " + Reasons.of(e));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the main thread", e);
        }
    }

    private static Map<String, String> variables(Map<String, String> environment) {
        return Inherited.from(environment).variables();
    }

    private static String lastLine(Path log) throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        int length = Math.min(bytes.length, MAX_LOG_BYTES);
        return new String(bytes, bytes.length - length, length, StandardCharsets.UTF_8)
                .lines()
                .reduce("it said nothing", (first, last) -> last);
    }

    /** What opens links on this desktop; nothing without one. */
    private static Optional<Path> browser(Map<String, String> environment) {
        boolean hasDesktop = environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
        if (!hasDesktop) {
            return Optional.empty();
        }
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            Path command = Path.of(folder, "xdg-open");
            if (command.isAbsolute() && Files.isExecutable(command)) {
                return Optional.of(command);
            }
        }
        return Optional.empty();
    }

    private static boolean showIn(Map<String, String> environment, String url) {
        Optional<Path> browser = browser(environment);
        if (browser.isEmpty()) {
            return false;
        }
        try {
            BackgroundProcess.start(List.of(browser.get().toString(), url), variables(environment), Optional.empty());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package dev.candor.app.cli;

import dev.candor.app.Hub;
import dev.candor.app.SpanIds;
import dev.candor.config.UserPath;
import dev.candor.config.UserPathFormat;
import dev.candor.foundation.files.OpenOutputs;
import dev.candor.skillusage.Folders;
import dev.candor.skillusage.RefusedException;
import dev.candor.skillusage.UsageRules;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a verb finds around it.
 *
 * @param lastArguments the last so many arguments of this process, byte for byte
 * @param spanIds ids for runs that are part of a trace
 */
record Surroundings(
        Map<String, String> environment,
        Terminal terminal,
        InstantSource clock,
        IntFunction<List<byte[]>> lastArguments,
        Supplier<String> spanIds) {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*|[A-Za-z0-9_.-]+@[^/]+:.*");

    /** With ids by chance. */
    Surroundings(
            Map<String, String> environment,
            Terminal terminal,
            InstantSource clock,
            IntFunction<List<byte[]>> lastArguments) {
        this(environment, terminal, clock, lastArguments, new SpanIds());
    }

    /**
     * The user path is {@code $USER_PATH}, else {@code $USER_SPACE}, else {@code ~/.ai}.
     *
     * @throws UserPathException when a later version wrote it
     */
    UserPath userPath() throws UsageException {
        UserPath userPath = UserPath.of(environment);
        mustBeText(userPath.folder());
        Optional<String> refusal = UserPathFormat.refusal(userPath);
        if (refusal.isPresent()) {
            throw new UserPathException(refusal.get());
        }
        return userPath;
    }

    /** The modules that work on the user path, put together. */
    Hub hub() throws UsageException {
        return new Hub(userPath(), environment, clock, terminal::tell);
    }

    Folders folders() throws UsageException {
        Path cache = variable("XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home().resolve(".cache"));
        return new Folders(
                userPath().folder(), Optional.of(cache.resolve("candor")).filter(folder -> isText(folder.toString())));
    }

    /** The rules that the flags {@code --schema} and {@code --reason-codes} name, or the ones that ship. */
    UsageRules rules(Arguments arguments) throws UsageException, RefusedException {
        return UsageRules.load(
                path(arguments.text(Flag.SCHEMA.name())), path(arguments.text(Flag.REASON_CODES.name())));
    }

    /** A path as a user writes it, if there is one. */
    Optional<Path> path(Optional<String> text) throws UsageException {
        return text.isPresent() ? Optional.of(path(text.get())) : Optional.empty();
    }

    /** A path as a user writes it: a leading {@code ~} is the home folder. */
    Path path(String text) throws UsageException {
        Path path =
                text.equals("~") ? home() : text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text);
        mustBeText(path.toAbsolutePath());
        return path;
    }

    /**
     * The path of what is written.
     *
     * @param flag that names it
     * @param what it is, with its article
     * @throws UsageException also for an address of another machine, which would be taken for a folder's name
     */
    Path pathOfThisMachine(String flag, String what, String text) throws UsageException {
        if (ADDRESS.matcher(text).matches()) {
            throw new UsageException("the flag " + flag + " needs " + what + " of this machine, found the address '"
                    + text + "'; export into " + what + " and copy it there");
        }
        return path(text);
    }

    /**
     * Refuses a file or folder that this process prints into: what it prints would be read again without end, or stand
     * between what belongs there.
     */
    static void mustNotBeOutput(Path place, String name) throws UsageException {
        Optional<String> refusal = OpenOutputs.of(List.of(1, 2)).refusal(place, name);
        if (refusal.isPresent()) {
            throw new UsageException(refusal.get());
        }
    }

    private static void mustBeText(Path path) throws UsageException {
        if (!isText(path.toString())) {
            throw new UsageException("the path " + path + " is not valid UTF-8; go to a folder whose"
                    + " name is, or name the file from the root");
        }
    }

    /** Without a HOME it is the root folder, as for a process that nobody logged in for. */
    private Path home() {
        return Path.of(variable("HOME").orElse("/"));
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whether Java could read all of it: what is no text comes as U+FFFD. */
    static boolean isText(String read) {
        return read.indexOf('\uFFFD') < 0;
    }
}

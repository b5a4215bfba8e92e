package dev.candor.app.cli;

import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.RowFormat;
import dev.candor.foundation.text.Wording;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of rows that operands name. A folder stands for the files of rows below it, by name; what else is in it is
 * not read, which is told.
 */
final class RowFiles {
    /** How the rows of an input are laid out. */
    static final Flag FORMAT = Flag.optional(
            "--input-format", "WORD", "auto (default: told by looking), ndjson (a row a line) or json (one JSON text)");

    private static final Pattern NAME = Pattern.compile("[^.].*\\.(json|jsonl|ndjson|log)(\\.gz)?");

    private final Terminal terminal;
    private final List<String> names = new ArrayList<>();
    private int unreadable;

    private RowFiles(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * The files that operands name.
     *
     * @param purpose what is done with them, for a sentence
     * @throws UsageException when there is no operand
     */
    static RowFiles of(List<String> operands, String purpose, Surroundings surroundings) throws UsageException {
        if (operands.isEmpty()) {
            throw new UsageException("a file to " + purpose + " is missing; - reads standard input");
        }
        RowFiles files = new RowFiles(surroundings.terminal());
        for (String operand : operands) {
            if (!operand.equals(ProgressInput.STANDARD_INPUT) && Files.isDirectory(surroundings.path(operand))) {
                files.addFolder(operand, surroundings.path(operand));
            } else {
                files.names.add(operand);
            }
        }
        return files;
    }

    /** The format that the flag {@link #FORMAT} names. */
    static RowFormat format(Arguments arguments) throws UsageException {
        String word = arguments.text(FORMAT.name(), "auto");
        return switch (word) {
            case "auto", "" -> RowFormat.AUTO;
            case "ndjson" -> RowFormat.NDJSON;
            case "json" -> RowFormat.JSON;
            default ->
                throw new UsageException(
                        "the flag " + FORMAT.name() + " needs auto, ndjson or json, found '" + word + "'");
        };
    }

    /** What is told of a file without a row. */
    static String empty(String name) {
        return (name.equals(ProgressInput.STANDARD_INPUT) ? "standard input" : "the file " + name)
                + " has no row: nothing was examined";
    }

    /** As a user names them, in the order in which they are read. */
    List<String> names() {
        return names;
    }

    /** How many folders could not be read. */
    int unreadable() {
        return unreadable;
    }

    private void addFolder(String name, Path folder) {
        List<String> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                    boolean hidden = !path.equals(folder) && isHidden(path);
                    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                    boolean isOfRows =
                            NAME.matcher(path.getFileName().toString()).matches();
                    String shown =
                            Path.of(name).resolve(folder.relativize(path)).toString();
                    if (isOfRows && Files.isRegularFile(path)) {
                        found.add(shown);
                    } else if (!isHidden(path)) {
                        others.add(shown);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path path, IOException e) {
                    tellUnreadable(path, e);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            tellUnreadable(folder, e);
        }
        Collections.sort(found);
        names.addAll(found);
        tellOthers(name, found.size(), others);
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private void tellUnreadable(Path path, IOException e) {
        unreadable++;
        terminal.tell("the folder " + path + " cannot be read: " + Reasons.of(e));
    }

    private void tellOthers(String name, int found, List<String> others) {
        if (!others.isEmpty()) {
            terminal.tell("of the folder " + name + ", " + Wording.count(others.size(), "file") + " "
                    + (others.size() == 1 ? "is" : "are") + " not read, such as " + Collections.min(others)
                    + "; rows are read from regular files named *.json, *.jsonl, *.ndjson or *.log, also with .gz");
        } else if (found == 0) {
            terminal.tell("the folder " + name + " has no file: nothing was examined");
        }
    }
}

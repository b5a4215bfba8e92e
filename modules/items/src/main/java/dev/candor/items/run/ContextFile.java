package dev.candor.items.run;

import dev.candor.foundation.files.HeldPath;
import dev.candor.foundation.files.PrivateCopy;
import dev.candor.foundation.files.PrivateFiles;
import dev.candor.foundation.files.RealPath;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.NumberValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The private file in which a run may report calls of its own; its path marks the run's processes. */
final class ContextFile implements AutoCloseable {
    /** The variable that names the file. */
    static final String VARIABLE = "CANDOR_CONTEXT";

    private static final String SUFFIX = ".json";
    private static final int MAX_BYTES = 64 * 1024;
    private static final long MAX_CALLS = 1_000_000_000;

    private final Path folder;
    private final Path file;

    private ContextFile(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /** A new one, empty, that only its owner can read. */
    static ContextFile create(Path folder, String id) throws IOException {
        Path file = folder.resolve(id + SUFFIX);
        PrivateFiles.replaceDisposable(file, new byte[0]);
        return new ContextFile(folder, file);
    }

    /** Removes what processes that are gone left in the folder. */
    static void sweep(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[1-9]*-*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                String pid = name.substring(0, name.indexOf('-'));
                boolean isPid = pid.length() < 10 && pid.chars().allMatch(Character::isDigit);
                if (isPid && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                        PrivateCopy.remove(file);
                    } else {
                        PrivateFiles.remove(file);
                    }
                }
            }
        } catch (IOException nothingToSweep) {
            return;
        }
    }

    Path path() {
        return file;
    }

    /** A folder beside it, under a name that no other run has, for the copy of a script. */
    Path copyFolder() {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** What the run reported; what makes no sense is left out, with a warning. */
    Calls reported(List<String> warnings) {
        try {
            byte[] content = content();
            if (content.length == 0) {
                return new Calls(0, 0);
            }
            if (content.length > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            if (JsonValue.parse(content) instanceof ObjectValue object) {
                return new Calls(calls(object, "http_calls"), calls(object, "subprocess_calls"));
            }
            throw new IOException("an object is needed: {\"http_calls\": 1, \"subprocess_calls\": 0}");
        } catch (IOException e) {
            warnings.add("What the item wrote to " + VARIABLE + " is ignored: " + Reasons.of(e) + ".");
        } catch (JsonSyntaxException e) {
            warnings.add("What the item wrote to " + VARIABLE + " is ignored: " + e.sentence());
        }
        return new Calls(0, 0);
    }

    /** Looked at and read by one opening: what left the run may still put a pipe there. */
    private byte[] content() throws IOException {
        try (HeldPath held = HeldPath.of(RealPath.of(folder).resolve(file.getFileName()))) {
            if (!held.attributes().isRegularFile()) {
                throw new IOException("it is no regular file any more");
            }
            try (InputStream in = Files.newInputStream(held.path())) {
                return in.readNBytes(MAX_BYTES + 1);
            }
        }
    }

    private static long calls(ObjectValue object, String name) throws IOException {
        Optional<JsonValue> member = object.member(name);
        if (member.isEmpty()) {
            return 0;
        }
        // 3.0 and 1e9 are integers, as JSON Schema has it
        if (member.get() instanceof NumberValue number
                && number.number().signum() >= 0
                && number.number().compareTo(BigDecimal.valueOf(MAX_CALLS)) <= 0
                && isWhole(number)) {
            return number.number().longValueExact();
        }
        throw new IOException(name + " must be an integer from 0 to " + MAX_CALLS);
    }

    @Override
    public void close() {
        try {
            PrivateFiles.remove(file);
        } catch (IOException inTheWay) {
            // the run put something else there, which is no reason to lose its result
            return;
        }
    }

    private static boolean isWhole(NumberValue number) {
        return number.number().stripTrailingZeros().scale() <= 0;
    }
}

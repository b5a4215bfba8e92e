package dev.candor.foundation.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The regular files that this process, or one it starts, writes to through descriptors it was given. A file is known by
 * its device and inode, so that no spelling, link or redirection hides it.
 */
public final class OpenOutputs {
    private static final int ACCESS_MODE = 3;
    private static final int MAX_DEPTH = 3;
    private static final String FLAGS = "flags:";

    private final Map<Object, Integer> descriptors;

    private OpenOutputs(Map<Object, Integer> descriptors) {
        this.descriptors = descriptors;
    }

    /** Those of these descriptors that are open for writing; Linux only, nothing elsewhere. */
    public static OpenOutputs of(Collection<Integer> descriptors) {
        Map<Object, Integer> outputs = new LinkedHashMap<>();
        for (int descriptor : descriptors) {
            Optional<Object> file = key(Path.of("/proc/self/fd", Integer.toString(descriptor)));
            if (file.isPresent() && isWritable(descriptor)) {
                outputs.putIfAbsent(file.get(), descriptor);
            }
        }
        return new OpenOutputs(outputs);
    }

    /** Whether nothing is written to a regular file. */
    public boolean isEmpty() {
        return descriptors.isEmpty();
    }

    /**
     * What writes to a file, or to one in a folder or the folders in it.
     *
     * @return the beginning of a sentence, such as {@code standard output}; empty when nothing does
     */
    public Optional<String> writingTo(Path place) {
        return isEmpty() ? Optional.empty() : writingTo(place, MAX_DEPTH);
    }

    private Optional<String> writingTo(Path place, int depth) {
        Optional<Object> file = key(place);
        if (file.isPresent()) {
            Integer descriptor = descriptors.get(file.get());
            return descriptor == null ? Optional.empty() : Optional.of(name(descriptor));
        }
        if (depth > 0 && Files.isDirectory(place)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
                for (Path entry : entries) {
                    Optional<String> output = writingTo(entry, depth - 1);
                    if (output.isPresent()) {
                        return output;
                    }
                }
            } catch (IOException | DirectoryIteratorException unreadable) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /**
     * Why a file or folder cannot be used, when it is one of these outputs.
     *
     * @param name what it is and is called: {@code the events file f.jsonl}
     * @return a sentence; empty when nothing writes there
     */
    public Optional<String> refusal(Path place, String name) {
        Optional<String> output = writingTo(place);
        return output.isEmpty()
                ? output
                : Optional.of(output.get() + " goes to " + name + ", where it would stand between what belongs there;"
                        + " send it elsewhere");
    }

    private static String name(int descriptor) {
        return switch (descriptor) {
            case 0 -> "standard input";
            case 1 -> "standard output";
            case 2 -> "standard error";
            default -> "descriptor " + descriptor;
        };
    }

    private static Optional<Object> key(Path path) {
        try {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            return file.isRegularFile() ? Optional.ofNullable(file.fileKey()) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    private static boolean isWritable(int descriptor) {
        try {
            byte[] info = Files.readAllBytes(Path.of("/proc/self/fdinfo", Integer.toString(descriptor)));
            String text = new String(info, StandardCharsets.US_ASCII);
            int from = text.indexOf(FLAGS) + FLAGS.length();
            String octal = text.substring(from, text.indexOf('\n', from)).strip();
            return from >= FLAGS.length() && (Long.parseLong(octal, 8) & ACCESS_MODE) != 0;
        } catch (IOException gone) {
            return false;
        }
    }
}

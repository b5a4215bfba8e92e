package dev.candor.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What this process was given by its caller and a command it wraps must be given too. A shell script and a JVM stand
 * between the caller and us, and both change things; the launcher ({@code bin/candor}) therefore notes how it found
 * them, in variables that a wrapped command never sees:
 *
 * <ul>
 *   <li>{@value #ENVIRONMENT}: in how many pieces, {@value #ENVIRONMENT}1, {@value #ENVIRONMENT}2, …, the environment
 *       follows: its entries, ended by zeros, in base64
 *   <li>{@value #DESCRIPTORS}: the open file descriptors, as a list of paths that end in their numbers
 *   <li>{@value #BLOCKED} and {@value #IGNORED}: the blocked and the ignored signals, in the hexadecimal form of
 *       {@code /proc/PID/status}
 * </ul>
 *
 * @param environment {@code NAME=value} entries, byte for byte
 * @param descriptors the numbers of the open file descriptors
 * @param blocked the signals that are blocked, as a hexadecimal set
 * @param ignored the signals that are ignored, as a hexadecimal set
 */
public record Inherited(List<byte[]> environment, Set<Integer> descriptors, String blocked, String ignored) {
    private static final String ENVIRONMENT = "CANDOR_ENVIRON";
    private static final String DESCRIPTORS = "CANDOR_FDS";
    private static final String BLOCKED = "CANDOR_SIGBLK";
    private static final String IGNORED = "CANDOR_SIGIGN";

    /** What the launcher noted in the environment; what it did not note is taken as this process finds it. */
    public static Inherited from(Map<String, String> variables) {
        return new Inherited(
                variables.containsKey(ENVIRONMENT)
                        ? splitAtZeros(Base64.getDecoder().decode(pieces(variables)))
                        : splitAtZeros(read("environ")),
                Optional.ofNullable(variables.get(DESCRIPTORS))
                        .map(Inherited::numbers)
                        .orElseGet(() -> Set.of(0, 1, 2)),
                variables.getOrDefault(BLOCKED, "0"),
                variables.getOrDefault(IGNORED, "0"));
    }

    private static String pieces(Map<String, String> variables) {
        int pieces = Integer.parseInt(variables.getOrDefault(ENVIRONMENT, "0"));
        StringBuilder whole = new StringBuilder();
        for (int piece = 1; piece <= pieces; piece++) {
            whole.append(variables.getOrDefault(ENVIRONMENT + piece, ""));
        }
        return whole.toString();
    }

    private static Set<Integer> numbers(String paths) {
        Set<Integer> numbers = new TreeSet<>();
        for (String path : paths.split(" ", -1)) {
            String number = path.substring(path.lastIndexOf('/') + 1);
            if (!number.isEmpty() && number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }

    /**
     * The last arguments of this process, byte for byte: a Java string has already lost what is not text in the
     * platform's charset.
     */
    public static List<byte[]> lastArguments(int count) {
        List<byte[]> all = splitAtZeros(read("cmdline"));
        if (all.size() < count) {
            throw new IllegalArgumentException(
                    "this process has " + all.size() + " arguments, fewer than the " + count + " asked for");
        }
        return all.subList(all.size() - count, all.size());
    }

    /** The environment as text; what is no UTF-8 is replaced, and of a name that stands twice the first counts. */
    public Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (byte[] entry : environment) {
            String text = new String(entry, StandardCharsets.UTF_8);
            int equals = text.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return variables;
    }

    private static byte[] read(String what) {
        try {
            return Files.readAllBytes(Path.of("/proc/self", what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> splitAtZeros(byte[] bytes) {
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                parts.add(Arrays.copyOfRange(bytes, from, i));
                from = i + 1;
            }
        }
        return parts;
    }
}

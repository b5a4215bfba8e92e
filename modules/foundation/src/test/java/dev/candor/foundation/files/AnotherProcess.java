package dev.candor.foundation.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that does one thing with a file and says how it went. */
final class AnotherProcess {
    private AnotherProcess() {}

    /** Tries once to lock the file; says {@code locked} or why not. */
    static String lock(Path file) throws IOException {
        return said(List.of(java(), "-cp", classPath(), AnotherProcess.class.getName(), "lock", file.toString()));
    }

    /** Creates files by each way there is, under a umask that takes nothing away. */
    static String createUnderAWideUmask(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "umask 000; exec \"$@\"", "sh"));
        command.addAll(
                List.of(java(), "-cp", classPath(), AnotherProcess.class.getName(), "create", folder.toString()));
        return said(command);
    }

    /** Locks the file and dies without letting go. */
    static String lockAndDie(Path file) throws IOException {
        return said(List.of(java(), "-cp", classPath(), AnotherProcess.class.getName(), "die", file.toString()));
    }

    private static String said(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        return folderOf(LineFile.class) + ":" + folderOf(AnotherProcess.class);
    }

    private static String folderOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[1]);
        switch (args[0]) {
            case "lock" -> System.out.println(tried(path));
            case "die" -> {
                LineFile.lock(path, Duration.ZERO).append(List.of("row".getBytes(UTF_8)));
                System.out.println("locked");
                System.out.flush();
                Runtime.getRuntime().halt(9);
            }
            case "create" -> {
                LineFile.lock(path.resolve("a/locked"), Duration.ZERO).close();
                PrivateFiles.append(folder(path, "b").resolve("appended"), new byte[1]);
                PrivateFiles.replace(path.resolve("c/d/replaced"), new byte[1]);
                PrivateFiles.replaceDisposable(path.resolve("e/disposable"), new byte[1]);
                PrivateFiles.mustBeWritable(path.resolve("f/writable"));
            }
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static String tried(Path path) {
        try {
            LineFile.lock(path, Duration.ZERO).close();
            return "locked";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static Path folder(Path parent, String name) throws IOException {
        PrivateFiles.createFolders(parent.resolve(name));
        return parent.resolve(name);
    }
}

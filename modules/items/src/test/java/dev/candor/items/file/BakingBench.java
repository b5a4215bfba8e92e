package dev.candor.items.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.candor.config.UserPath;
import dev.candor.items.file.BakeableItem.Result;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project with items to bake statistics into. Contents are of one character a byte. */
final class BakingBench {
    static final ItemStatistics FEW = new ItemStatistics(
            3, 2, 1, new BigDecimal("0.667"), new BigDecimal("23.333"), Optional.of("2026-11-20T12:00:00.000Z"));
    static final ItemStatistics MANY = new ItemStatistics(
            123_456, 118_000, 5_000, new BigDecimal("0.956"), new BigDecimal("1250"), Optional.empty());

    /** {@link #FEW} as it stands in YAML. */
    static final String FEW_YAML = """
            telemetry:
              total_runs: 3
              success_count: 2
              failure_count: 1
              success_rate: 0.667
              avg_duration_ms: 23.333
              last_run: "2026-11-20T12:00:00.000Z"
            """;

    static final String FEW_HASH = "# " + FEW_YAML.strip().replace("\n", "\n# ") + "\n";

    final Path project;
    final Path user;
    RunPolicy policy = RunPolicy.anywhere();

    BakingBench(Path folder) throws IOException {
        Path real = folder.toRealPath();
        this.project = Files.createDirectories(real.resolve("project"));
        this.user = Files.createDirectories(real.resolve("user"));
    }

    Path item(String path, String latin) throws IOException {
        Path file = project.resolve(".ai").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.write(file, latin.getBytes(ISO_8859_1));
    }

    static String content(Path file) throws IOException {
        return Files.readString(file, ISO_8859_1);
    }

    BakeableItem open(Path file) throws Exception {
        return new ItemFiles(new UserPath(user), Map.of("HOME", user.toString()), policy).open(file.toString());
    }

    Result bake(Path file, ItemStatistics statistics) throws Exception {
        return open(file).bake(statistics, false);
    }

    Result unbake(Path file) throws Exception {
        return open(file).unbake(false);
    }

    /** What a file of that name becomes when {@link #FEW} are baked into it. */
    String baked(String path, String latin) throws Exception {
        Path file = item(path, latin);
        bake(file, FEW);
        String baked = content(file);
        unbake(file);
        if (!content(file).equals(latin)) {
            throw new AssertionError("not restored: " + content(file));
        }
        return baked;
    }

    static String sha256(String latin) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(latin.getBytes(ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names in the folder of a file. */
    static List<String> besides(Path file) throws IOException {
        try (var files = Files.list(file.getParent())) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}

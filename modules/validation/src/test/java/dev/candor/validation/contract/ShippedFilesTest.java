package dev.candor.validation.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What has shipped stays as it is: others validate against it. */
class ShippedFilesTest {
    private static final Path SCHEMAS = Path.of("..", "..", "schemas");

    private static final Map<String, String> SHA_256 = Map.ofEntries(
            Map.entry("agent/1/agent.schema.json", "1be4ec43b0a5e48937f786021ea1fc17d3d0023aaf24a162de7ac67b7741fef3"),
            Map.entry(
                    "audit/1.0/audit.schema.json", "0d9607cb09709527a7e3930462215393605aee4a1c9b535d32accd3e005dabe6"),
            Map.entry(
                    "execution/1/execution.schema.json",
                    "6c2959ca1ce616ab2e669031af91450f929565a05d1457fffa5357b970f80a34"),
            Map.entry(
                    "orchestration/0.20.2/orchestration.schema.json",
                    "69553de51a30f35dac4fb9410cf96d97bb34c0b71ef1a834351e2b302ac835ba"),
            Map.entry(
                    "session/1/bundle.schema.json", "c687d9bb82b3410430771150be166dfb85fcba08dec1b6a77c0180b93db7fb8e"),
            Map.entry(
                    "session/1/manifest-2.schema.json",
                    "376fffe00b96bacfccc1293a447a6aab39ef0eda9b30e1d4b93168885e005edb"),
            Map.entry(
                    "session/1/manifest.schema.json",
                    "cf80d4c99a8206e4d60a8111d0c8d5cde88dec838de077f2aebe7880051bff5e"),
            Map.entry(
                    "session/1/microdrills.schema.json",
                    "cd3a8a251a06fda60d60ee203eeabdd5a6a82b3501f227ce26b4a48b06d8aaf5"),
            Map.entry(
                    "session/1/report.schema.json", "32d214405c71d42d7039756f4c493d008a49aaf08c2e718802447db08c13a05d"),
            Map.entry(
                    "session/1/rubric.schema.json", "abb27ea4acd4b27c8797a2a9a284db504bdc8526afe89451fbeb7cbf0cf83619"),
            Map.entry(
                    "session/1/scenario.schema.json",
                    "71c969b88f4f69796b37e51be08b35de50f9e2e5cc2a85d413446b9bda8bb055"),
            Map.entry(
                    "session/1/session.schema.json",
                    "d13060e69ac3a21b4308a429e2bf7c240bb3f928f1db3ab039de20eb4b8c2b06"),
            Map.entry(
                    "skill-usage/1/reason-codes.json",
                    "7493938ced7407755f508b074636ea91419463387a058a2da116e4d6d9dd6c11"),
            Map.entry(
                    "skill-usage/1/skill-usage.schema.json",
                    "714ba02f32aa12b1840da849c2b8733dec1659accb85eaf4b08664f25868dd58"));

    @Test
    void shippedFiles_areAsTheyWereShipped() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SCHEMAS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                found.put(SCHEMAS.relativize(file).toString().replace('\\', '/'), sha256(file));
            }
        }
        assertThat(found)
                .as("a shipped file must not change: put the change into a folder with a higher version, and add its"
                        + " files here")
                .isEqualTo(SHA_256);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

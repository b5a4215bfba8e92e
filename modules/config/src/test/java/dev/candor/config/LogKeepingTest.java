package dev.candor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.eventlog.LogSettings;
import dev.candor.eventlog.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogKeepingTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("config.yaml");
    }

    private LogKeeping keeping(String yaml) throws Exception {
        Files.writeString(file, yaml);
        return new ConfigFile(file, Map.of()).logKeeping();
    }

    @Test
    void missingFile_keepsEverything() throws ConfigException {
        assertThat(new ConfigFile(file, Map.of()).logKeeping())
                .isEqualTo(LogKeeping.defaults())
                .isEqualTo(new LogKeeping(
                        new LogSettings("events", 10_000_000, true, false),
                        new Retention(Optional.empty(), OptionalLong.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "telemetry: {enabled: true}", "log:", "log: {}", "log: {unknown: 1}"})
    void nothingSaid_keepsEverything(String yaml) throws Exception {
        assertThat(keeping(yaml)).isEqualTo(LogKeeping.defaults());
    }

    @Test
    void fileThatCannotBeUnderstood_logsAreWrittenAsUsual() throws Exception {
        Files.writeString(file, "log: {daily: maybe}\n");
        assertThat(new ConfigFile(file, Map.of()).logSettings()).isEqualTo(LogSettings.standard());
    }

    @Test
    void allSaid_isRead() throws Exception {
        assertThat(keeping("""
                log:
                  part_size: 20MB
                  daily: no
                  gzip: true
                  keep_days: 30
                  keep_size: 2 GB
                """))
                .isEqualTo(new LogKeeping(
                        new LogSettings("events", 20_000_000, false, true),
                        new Retention(Optional.of(Duration.ofDays(30)), OptionalLong.of(2_000_000_000L))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "part_size: 10 lots | log.part_size must be a number of bytes such as 500000, 10MB or 2GiB, found 10"
                        + " lots; write one, or remove the key",
                "part_size: 10 | log.part_size must be at least 1000 bytes, found 10; write a larger one, or remove the"
                        + " key",
                "keep_days: 0 | log.keep_days must be a whole number from 1 to 36500, written without quotes, found 0;"
                        + " write one, or remove the key",
                "gzip: maybe | log.gzip must be true or false, written without quotes, found maybe; write"
                        + " 'true' or 'false'",
            })
    void mistake_isToldWithItsPlace(String line, String sentence) {
        assertThatThrownBy(() -> keeping("log:\n  " + line + "\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ", line 2")
                .hasMessageEndingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "500, 500",
        "10MB, 10000000",
        "1KiB, 1024",
        "2 GiB, 2147483648",
        "3 tb, 3000000000000",
        "1.5MB, 1500000",
        "1e6, 1000000",
        "100.0, 100"
    })
    void sizes_areRead(String text, long bytes) {
        assertThat(ByteSize.parse(text)).hasValue(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "0.1kib", "1e-3", "1e999", "ten", "9999999999999TB", "1  MB", "1ib"})
    void whatIsNoSize_isNone(String text) {
        assertThat(ByteSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1500, 1.5 kB", "10000000, 10.0 MB", "2345678901, 2.3 GB"})
    void sizes_areWrittenForPeople(long bytes, String text) {
        assertThat(ByteSize.text(bytes)).isEqualTo(text);
    }
}

package dev.candor.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** In processes of their own, which end. */
@Isolated("its processes must not be taken for those of an item that another test runs")
@Timeout(60)
class FarewellTest {
    @Test
    void processThatEndsInTheMidst_saysIt() throws IOException {
        assertThat(said("midst")).isEqualTo("farewell");
    }

    @Test
    void processThatEndsAfterwards_saysNothing() throws IOException {
        assertThat(said("afterwards")).isEmpty();
    }

    private static String said(String when) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folderOf(Farewell.class) + ":" + folderOf(FarewellTest.class),
                        FarewellTest.class.getName() + "$Child",
                        when)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private static String folderOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    static final class Child {
        public static void main(String[] arguments) {
            Farewell farewell = new Farewell(() -> System.out.println("farewell"));
            if (arguments[0].equals("midst")) {
                System.exit(0);
            }
            farewell.close();
        }
    }
}

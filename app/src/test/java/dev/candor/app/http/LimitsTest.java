package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.config.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.util.unit.DataSize;

/** The limits as Spring binds and Jakarta Validation checks them. */
class LimitsTest {
    private static final Path SHIPPED = Path.of("..", "config", "application.yaml");
    private static final String SMALL = ServerFixture.LIMITS.replace("body: 200000B", "body: 64KB");

    @EnableConfigurationProperties(Limits.class)
    private static final class OnlyLimits {}

    @Test
    void shippedFile_holdsTheDefaults() throws Exception {
        assertThat(bound(Files.readString(SHIPPED)))
                .isEqualTo(new Limits(
                        DataSize.ofMegabytes(1),
                        Duration.ofSeconds(30),
                        4,
                        DataSize.ofMegabytes(256),
                        DataSize.ofMegabytes(1024),
                        Duration.ofMinutes(10),
                        DataSize.ofKilobytes(8),
                        64,
                        256,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(10)));
    }

    /** Whoever edits the file reads the bounds there. */
    @Test
    void shippedFile_namesTheBoundsThatAreKept() throws IOException {
        List<String> told = Pattern.compile("\\[(\\w+) to (\\w+)[];][^#]*?\\n {4}([a-z-]+):")
                .matcher(Files.readString(SHIPPED))
                .results()
                .map(LimitsTest::told)
                .toList();
        List<String> kept = Limits.keys().stream()
                .map(key -> key + ": " + Limits.expectation(key).orElseThrow())
                .toList();
        assertThat(told).isEqualTo(kept).hasSize(13);
    }

    private static String told(MatchResult comment) {
        return "candor.limits." + comment.group(3) + ": expected a value from " + comment.group(1) + " to "
                + comment.group(2);
    }

    @ParameterizedTest
    @CsvSource({
        "body, 1KB, 4MB, 1023B, 4194305B",
        "body-time, 1s, 5m, 999ms, 301s",
        "large-bodies, 1, 64, 0, 65",
        "events-body, 1KB, 16384MB, 1023B, 17179869185B",
        "events-inflated, 1KB, 65536MB, 1023B, 68719476737B",
        "events-time, 1s, 1h, 999ms, 3601s",
        "header-size, 1KB, 64KB, 1023B, 65537B",
        "headers, 8, 256, 7, 257",
        "connections, 8, 4096, 7, 4097",
        "silence, 1s, 5m, 999ms, 301s",
        "keep-alive, 1s, 1h, 999ms, 3601s",
        "checkpoint-lag, 2s, 1h, 1999ms, 3601s",
        "grace, 1s, 5m, 999ms, 301s"
    })
    void value_isHeldToItsBounds(String key, String least, String most, String below, String above) throws Exception {
        String one = key.equals("body") ? SMALL.replace("large-bodies: 2", "large-bodies: 1") : SMALL;
        for (String good : List.of(least, most)) {
            assertThat(refusal(changed(one, key, good))).as(good).isEmpty();
        }
        for (String bad : List.of(below, above, "soon", "-1", "99999999999999999999", "[1]", "${x}")) {
            assertThat(refusal(changed(one, key, bad)))
                    .contains("candor.limits." + key + ": expected a value from " + least + " to " + most + ", found '"
                            + bad + "'");
        }
    }

    @Test
    void bodiesThatTogetherFillTheHeap_areRefused() throws Exception {
        String most = changed(changed(SMALL, "body", "1MB"), "large-bodies", "4");
        assertThat(refusal(most)).isEmpty();
        assertThat(refusal(changed(most, "large-bodies", "5")))
                .contains("expected candor.limits.body times candor.limits.large-bodies to be at most 4MB, or the heap"
                        + " could be too small for them");
    }

    @Test
    void severalBadValues_areAllTold() throws Exception {
        assertThat(refusal(changed(changed(SMALL, "headers", "1"), "grace", "1h")))
                .contains("candor.limits.grace: expected a value from 1s to 5m, found '1h'; "
                        + "candor.limits.headers: expected a value from 8 to 256, found '1'");
    }

    /** Bytes and milliseconds, as Spring has it; so seconds that lost their unit are too short. */
    @ParameterizedTest
    @ValueSource(strings = {"30", "999"})
    void durationWithoutUnit_isOneOfMilliseconds(String value) throws Exception {
        assertThat(refusal(changed(SMALL, "body-time", value)))
                .contains("candor.limits.body-time: expected a value from 1s to 5m, found '" + value + "'");
    }

    @Test
    void tomcat_isToldEachLimitOfItsOwn() throws Exception {
        Connector connector = new Connector("HTTP/1.1");
        String distinct = changed(changed(SMALL, "silence", "7s"), "keep-alive", "9s");
        TomcatConfiguration.bound(connector, bound(distinct));
        AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();

        assertThat(protocol.getMaxConnections()).isEqualTo(64);
        assertThat(protocol.getConnectionTimeout()).isEqualTo(7000);
        assertThat(protocol.getKeepAliveTimeout()).isEqualTo(9000);
        assertThat(protocol.getMaxHttpRequestHeaderSize()).isEqualTo(6 * 1024);
        assertThat(protocol.getMaxHttpResponseHeaderSize()).isEqualTo(6 * 1024);
        assertThat(protocol.getMaxHeaderCount()).isEqualTo(40);
        assertThat(protocol.getMaxSwallowSize()).isZero();
    }

    private static String changed(String yaml, String key, String value) {
        String changed = yaml.replaceFirst("( {4}" + key + ": ).*", "$1" + value.replace("$", "\\$"));
        assertThat(changed).contains(key + ": " + value);
        return changed;
    }

    private static Optional<String> refusal(String yaml) throws ServerException {
        try {
            bound(yaml);
            return Optional.empty();
        } catch (BeanCreationException e) {
            Throwable cause = e;
            while (!(cause instanceof BindException)) {
                cause = cause.getCause();
            }
            return LimitsRefusal.sentence((BindException) cause);
        }
    }

    private static Limits bound(String yaml) throws ServerException {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            ServerSettings settings = ServerSettings.of(new UserPath(Path.of("/nowhere")));
            context.setEnvironment(SpringProperties.environment(settings, ServerFixture.file(yaml)));
            context.register(OnlyLimits.class);
            // refused when asked for, not while the context starts, which would log it
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
            context.refresh();
            return context.getBean(Limits.class);
        }
    }
}

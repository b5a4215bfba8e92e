package dev.candor.app.http;

import dev.candor.app.http.page.OwnCost;
import dev.candor.app.mcp.ServerIdentity;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Prometheus is told of this process and its JVM, under the names that dashboards expect. */
final class ProcessGauges implements AutoCloseable {
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final double MS_IN_A_SECOND = 1000;
    private static final Path SELF = Path.of("/proc/self");
    private static final Pattern MAX_FILES = Pattern.compile("Max open files\\s+(\\d+)");

    private final JvmGcMetrics collector = new JvmGcMetrics();

    ProcessGauges(MeterRegistry registry, ServerIdentity identity) {
        Gauge.builder("candor.build.info", () -> 1)
                .description("Always 1; its labels tell which Candor this is, and on which Java it runs")
                .tag("version", identity.version())
                .tag("java", Runtime.version().toString())
                .register(registry);
        FunctionCounter.builder("process.cpu.seconds", this, any -> processorSeconds())
                .description("Processor time of this process, in seconds over all threads")
                .register(registry);
        Gauge.builder("process.start.time.seconds", ProcessGauges::startSeconds)
                .description("When this process started, in seconds since 1970")
                .register(registry);
        Gauge.builder("process.resident.memory.bytes", ProcessGauges::residentBytes)
                .description("Memory of this process, as the kernel counts it")
                .register(registry);
        Gauge.builder("process.open.fds", ProcessGauges::openFiles)
                .description("Files that this process has open")
                .register(registry);
        Gauge.builder("process.max.fds", ProcessGauges::maxFiles)
                .description("How many files this process may have open")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    private static double processorSeconds() {
        Optional<Duration> took = OwnCost.now().processor();
        return took.isPresent() ? took.get().toNanos() / NANOS_IN_A_SECOND : Double.NaN;
    }

    private static double startSeconds() {
        Optional<Instant> started = OwnCost.now().started();
        return started.isPresent() ? started.get().toEpochMilli() / MS_IN_A_SECOND : Double.NaN;
    }

    private static double residentBytes() {
        Optional<Long> resident = OwnCost.now().resident();
        return resident.isPresent() ? resident.get() : Double.NaN;
    }

    private static double maxFiles() {
        try {
            Matcher found = MAX_FILES.matcher(Files.readString(SELF.resolve("limits")));
            return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
        } catch (IOException noProc) {
            return Double.NaN;
        }
    }

    private static double openFiles() {
        try (Stream<Path> open = Files.list(SELF.resolve("fd"))) {
            return open.count();
        } catch (IOException noProc) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        collector.close();
    }
}

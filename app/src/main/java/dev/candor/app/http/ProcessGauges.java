package dev.candor.app.http;

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
    private static final double BYTES_IN_A_KIB = 1024;
    private static final Path SELF = Path.of("/proc/self");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
    private static final Pattern MAX_FILES = Pattern.compile("Max open files\\s+(\\d+)");

    private final JvmGcMetrics collector = new JvmGcMetrics();

    ProcessGauges(MeterRegistry registry, ServerIdentity identity) {
        Gauge.builder("candor.build.info", () -> 1)
                .description("Always 1; its labels tell which Candor this is, and on which Java it runs")
                .tag("version", identity.version())
                .tag("java", Runtime.version().toString())
                .register(registry);
        ProcessHandle self = ProcessHandle.current();
        FunctionCounter.builder("process.cpu.seconds", self, ProcessGauges::processorSeconds)
                .description("Processor time of this process, in seconds over all threads")
                .register(registry);
        Gauge.builder("process.start.time.seconds", self, ProcessGauges::startSeconds)
                .description("When this process started, in seconds since 1970")
                .register(registry);
        Gauge.builder("process.resident.memory.bytes", ProcessGauges::residentBytes)
                .description("Memory of this process, as the kernel counts it")
                .register(registry);
        Gauge.builder("process.open.fds", ProcessGauges::openFiles)
                .description("Files that this process has open")
                .register(registry);
        Gauge.builder("process.max.fds", () -> number("limits", MAX_FILES))
                .description("How many files this process may have open")
                .register(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        collector.bindTo(registry);
    }

    private static double processorSeconds(ProcessHandle self) {
        Optional<Duration> took = self.info().totalCpuDuration();
        return took.isPresent() ? took.get().toNanos() / NANOS_IN_A_SECOND : Double.NaN;
    }

    private static double startSeconds(ProcessHandle self) {
        Optional<Instant> started = self.info().startInstant();
        return started.isPresent() ? started.get().toEpochMilli() / MS_IN_A_SECOND : Double.NaN;
    }

    private static double residentBytes() {
        return number("status", RESIDENT) * BYTES_IN_A_KIB;
    }

    private static double number(String file, Pattern pattern) {
        try {
            Matcher found = pattern.matcher(Files.readString(SELF.resolve(file)));
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

package dev.candor.app.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttributeView;
import java.security.SecureRandom;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The corners of the JDK that some rule closes: calls, method references and field accesses alike. */
final class Calls {
    private static final String NEW = "<init>";

    private Calls() {}

    static DescribedPredicate<JavaAccess<?>> startingProcesses() {
        return any("a process is started", to(ProcessBuilder.class, ".*"), to(Runtime.class, "exec"));
    }

    static DescribedPredicate<JavaAccess<?>> loadingNativeLibraries() {
        return any("a native library is loaded", to(System.class, "load.*"), to(Runtime.class, "load.*"));
    }

    static DescribedPredicate<JavaAccess<?>> writingFiles() {
        return any(
                "a file is written",
                to(Files.class, "write.*|create.*|set.*|delete.*|move|newOutputStream|newBufferedWriter"),
                to(Files.class, "copy")
                        .and(withExactly(Path.class, OutputStream.class).negate()),
                to(StandardOpenOption.class, "WRITE|APPEND|CREATE.*|TRUNCATE_EXISTING|DELETE_ON_CLOSE"),
                to(FileChannel.class, "open"),
                to(AsynchronousFileChannel.class, "open"),
                to(FileAttributeView.class, "set.*"),
                to(FileOutputStream.class, NEW).and(withoutAny(FileDescriptor.class)),
                to(FileWriter.class, NEW).and(withoutAny(FileDescriptor.class)),
                to(RandomAccessFile.class, NEW),
                to(PrintStream.class, NEW).and(startingWith(String.class).or(startingWith(File.class))),
                to(PrintWriter.class, NEW).and(startingWith(String.class).or(startingWith(File.class))),
                to(Formatter.class, NEW).and(startingWith(String.class).or(startingWith(File.class))),
                to(File.class, "create.*|delete.*|mkdirs?|renameTo|set.*"));
    }

    /** What may be a failure of input or output; exceptions of our own have sentences. */
    static DescribedPredicate<JavaAccess<?>> askingForTheReasonOfAFailure() {
        Predicate<JavaAccess<?>> ofTheJdk =
                access -> access.getTargetOwner().getPackageName().startsWith("java.");
        Predicate<JavaAccess<?>> anyFailure = access -> Set.of(Throwable.class, Exception.class).stream()
                .anyMatch(type -> access.getTargetOwner().isEquivalentTo(type));
        Predicate<JavaAccess<?>> message = named("getMessage|getLocalizedMessage|getReason");
        return any(
                "an exception is asked for its own words",
                message.and(anyFailure),
                message.and(ofTheJdk)
                        .and(access -> Stream.of(
                                        IOException.class, UncheckedIOException.class, ExecutionException.class)
                                .anyMatch(type -> access.getTargetOwner().isAssignableTo(type))));
    }

    static DescribedPredicate<JavaAccess<?>> speakingOnStandardStreams() {
        return any(
                "standard output or standard error is used",
                to(System.class, "out|err"),
                to(FileDescriptor.class, "out|err"),
                to(Throwable.class, "printStackTrace").and(withExactly()));
    }

    static DescribedPredicate<JavaAccess<?>> leaningOnThePlatform() {
        return any(
                "charset, locale or time zone is the platform's",
                to(String.class, "getBytes").and(withExactly()),
                to(String.class, NEW)
                        .and(withExactly(byte[].class).or(withExactly(byte[].class, int.class, int.class))),
                to(ByteArrayOutputStream.class, "toString").and(withExactly()),
                to(InputStreamReader.class, NEW).and(withoutAny(Charset.class)),
                to(OutputStreamWriter.class, NEW).and(withoutAny(Charset.class)),
                to(FileReader.class, NEW).and(withoutAny(Charset.class)),
                to(PrintStream.class, NEW).and(withoutAny(Charset.class)),
                to(PrintWriter.class, NEW).and(startingWith(OutputStream.class)).and(withoutAny(Charset.class)),
                to(Scanner.class, NEW).and(startingWith(InputStream.class)).and(withoutAny(Charset.class)),
                to(Charset.class, "defaultCharset"),
                to(String.class, "toLowerCase|toUpperCase").and(withExactly()),
                to(String.class, "format|formatted").and(withoutAny(Locale.class)),
                to(PrintStream.class, "format|printf").and(withoutAny(Locale.class)),
                to(PrintWriter.class, "format|printf").and(withoutAny(Locale.class)),
                to(Formatter.class, NEW).and(withoutAny(Locale.class)),
                to(DateTimeFormatter.class, "ofPattern").and(withoutAny(Locale.class)),
                to(NumberFormat.class, "get.*Instance").and(withoutAny(Locale.class)),
                to(DecimalFormat.class, NEW).and(withoutAny(DecimalFormatSymbols.class)),
                to(Locale.class, "getDefault"),
                to(ZoneId.class, "systemDefault"),
                to(TimeZone.class, "getDefault"));
    }

    static DescribedPredicate<JavaAccess<?>> readingClockOrChance() {
        Predicate<JavaAccess<?>> javaTime =
                access -> access.getTargetOwner().getPackageName().startsWith("java.time");
        return any(
                "the system clock is read or chance decides",
                javaTime.and(named("now")).and(withoutAny(Clock.class)),
                to(System.class, "currentTimeMillis"),
                to(Clock.class, "system.*|tick(Millis|Seconds|Minutes)"),
                to(InstantSource.class, "system"),
                to(UUID.class, "randomUUID"),
                to(Math.class, "random"),
                to(Random.class, NEW).and(withExactly()),
                to(SecureRandom.class, NEW),
                to(SplittableRandom.class, NEW).and(withExactly()),
                to(ThreadLocalRandom.class, "current"),
                to(RandomGenerator.class, "getDefault|of"));
    }

    @SafeVarargs
    private static DescribedPredicate<JavaAccess<?>> any(String sentence, Predicate<JavaAccess<?>>... accesses) {
        Predicate<JavaAccess<?>> one = access -> false;
        for (Predicate<JavaAccess<?>> next : accesses) {
            one = one.or(next);
        }
        return describe(sentence, one);
    }

    private static Predicate<JavaAccess<?>> to(Class<?> owner, String names) {
        return named(names).and(access -> access.getTargetOwner().isAssignableTo(owner));
    }

    private static Predicate<JavaAccess<?>> named(String names) {
        return access -> access.getTarget().getName().matches(names);
    }

    private static Predicate<JavaAccess<?>> withExactly(Class<?>... parameters) {
        List<String> expected = Stream.of(parameters).map(Class::getName).toList();
        return access -> parametersOf(access).equals(expected);
    }

    private static Predicate<JavaAccess<?>> withoutAny(Class<?> parameter) {
        return access -> !parametersOf(access).contains(parameter.getName());
    }

    private static Predicate<JavaAccess<?>> startingWith(Class<?> parameter) {
        return access -> parametersOf(access).stream().limit(1).anyMatch(parameter.getName()::equals);
    }

    private static List<String> parametersOf(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget called
                ? called.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }
}

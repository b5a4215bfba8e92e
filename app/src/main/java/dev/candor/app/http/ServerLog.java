package dev.candor.app.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;

/**
 * The server's own log: warnings and errors on standard error, without the messages of exceptions, which may quote what
 * was sent. In Java, because reading XML would cost a start a tenth of a second.
 */
public final class ServerLog extends ContextAwareBase implements Configurator {
    /** What a terminal would obey is shown as a question mark, and so is a line that is none of a trace of ours. */
    private static final String PATTERN = "%date{\"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'\", UTC} %level %logger: "
            + "%replace(%message){'[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]|\\n(?!    at |caused by: )', '?'}%n%nopexception";

    /** For logback, which finds this class by its name. */
    public ServerLog() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        // why a start failed is said once, by whoever started
        context.getLogger("org.springframework.boot.diagnostics").setLevel(Level.OFF);
        context.getLogger("org.springframework.boot.SpringApplication").setLevel(Level.OFF);
        context.getLogger("org.springframework.boot.web.server.servlet.context").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}

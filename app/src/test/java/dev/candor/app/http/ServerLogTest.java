package dev.candor.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class ServerLogTest {
    @Test
    @ResourceLock(Resources.SYSTEM_ERR)
    void messageOfOthers_isOneLine_andSteersNoTerminal() {
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            LoggerContext context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            ServerLog log = new ServerLog();
            log.setContext(context);
            log.configure(context);
            context.getLogger("x").warn("a\u001b[2Jb\r\nc\u202ed\u2028e é\n    at f");
            context.stop();
        } finally {
            System.setErr(before);
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).endsWith(" WARN x: a?[2Jb??c?d?e é\n    at f\n");
    }
}

package dev.candor.app.http;

import java.io.File;
import java.net.InetAddress;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What of Tomcat no property reaches: its error pages, and the one request that it would answer by itself. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {
    private static final int MAX_CHUNK_EXTRAS = 16;

    /** Runs last, so that our valve stands inside Spring Boot's, which finds the answer written. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(
            ProblemWriter problems, ServerSettings settings, Limits limits) {
        return factory -> {
            stayIn(settings.workFolder().toFile(), factory);
            factory.addContextCustomizers(context -> reportAsProblems(context, problems));
            factory.addConnectorCustomizers(connector -> bound(connector, limits));
            settings.otlpPort()
                    .ifPresent(port -> factory.addAdditionalConnectors(other(settings.bind(), port, limits)));
        };
    }

    /** Else Tomcat makes folders in the place for temporary files, and nobody removes them when the process is halted. */
    private static void stayIn(File folder, TomcatServletWebServerFactory factory) {
        factory.setBaseDirectory(folder);
        factory.getSettings().setDocumentRoot(folder);
        factory.addContextCustomizers(context -> ((StandardContext) context).setWorkDir(folder.toString()));
    }

    private static void reportAsProblems(Context context, ProblemWriter problems) {
        StandardHost host = (StandardHost) context.getParent();
        host.getPipeline().addValve(new ProblemValve(problems));
        host.setErrorReportValveClass(ProblemValve.class.getName());
    }

    private static Connector other(String address, int port, Limits limits) {
        Connector connector = new Connector(new Http11NioProtocol());
        AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        protocol.setAddress(InetAddress.ofLiteral(address));
        protocol.setExecutor(new VirtualThreadExecutor("otlp-"));
        connector.setPort(port);
        bound(connector, limits);
        return connector;
    }

    static void bound(Connector connector, Limits limits) {
        connector.setAllowTrace(false);
        connector.setXpoweredBy(false);
        AbstractHttp11Protocol<?> protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        // a caller who waits for "continue" gets a refusal before its body is sent
        protocol.setContinueResponseTiming("onRead");
        protocol.setMaxConnections(limits.connections());
        protocol.setConnectionTimeout(Math.toIntExact(limits.silence().toMillis()));
        protocol.setKeepAliveTimeout(Math.toIntExact(limits.keepAlive().toMillis()));
        protocol.setMaxHttpRequestHeaderSize(limits.headerBytes());
        protocol.setMaxHttpResponseHeaderSize(limits.headerBytes());
        protocol.setMaxHeaderCount(limits.headers());
        // what nobody asked for is not waited for: the connection ends instead
        protocol.setMaxSwallowSize(0);
        // Tomcat reads these within one read, where no deadline is looked at: a byte each time that silence would end
        protocol.setMaxExtensionSize(MAX_CHUNK_EXTRAS);
        protocol.setMaxTrailerSize(MAX_CHUNK_EXTRAS);
        connector.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.AFTER_INIT_EVENT)) {
                protocol.setAdapter(new EveryRequestAdapter(connector));
            }
        });
    }
}

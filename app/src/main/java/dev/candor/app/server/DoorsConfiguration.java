package dev.candor.app.server;

import dev.candor.app.mcp.JsonRpcDispatcher;
import dev.candor.app.mcp.ResponseStreams;
import dev.candor.app.mcp.ServerIdentity;
import dev.candor.app.rest.Answers;
import dev.candor.app.rest.Counts;
import dev.candor.app.rest.EventsServlet;
import dev.candor.app.rest.Gate;
import dev.candor.app.rest.GateFilter;
import dev.candor.app.rest.IngestionMeters;
import dev.candor.app.rest.RequestBody;
import dev.candor.app.tools.CallsUnderWay;
import dev.candor.app.tools.Toolbox;
import dev.candor.ingestion.Ingestion;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.web.EndpointMediaTypes;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;

/** What stands behind the doors, and the filter before them. */
@Configuration(proxyBeanMethods = false)
class DoorsConfiguration {
    @Bean
    Counts counts(MeterRegistry registry, Toolbox toolbox) {
        return new Counts(registry, toolbox);
    }

    @Bean
    Answers answers(Counts counts, ServerParts parts) {
        return new Answers(counts, parts.ids());
    }

    @Bean
    RequestBody requestBody(Limits limits) {
        return new RequestBody(limits.bodyBytes(), limits.bodyTime(), limits.largeBodies());
    }

    @Bean
    CallsUnderWay callsUnderWay() {
        return new CallsUnderWay();
    }

    @Bean
    ResponseStreams responseStreams() {
        return new ResponseStreams();
    }

    @Bean
    JsonRpcDispatcher jsonRpcDispatcher(ServerParts parts, Counts counts, Answers answers) {
        return new JsonRpcDispatcher(
                parts.features().apply(counts),
                new ServerIdentity("candor", "Candor", parts.version()),
                failure -> answers.internal(failure).detail());
    }

    @Bean
    ServletRegistrationBean<EventsServlet> events(Ingestion ingestion, Limits limits, Answers answers) {
        return new ServletRegistrationBean<>(
                new EventsServlet(ingestion, limits.rows(), answers), EventsServlet.PATH, EventsServlet.PATH + "/*");
    }

    @Bean
    IngestionMeters ingestionMeters(MeterRegistry registry, Ingestion ingestion) {
        IngestionMeters meters = new IngestionMeters(registry, ingestion.counts());
        meters.register();
        return meters;
    }

    @Bean
    FilterRegistrationBean<GateFilter> gateFilter(Gate gate, Answers answers) {
        FilterRegistrationBean<GateFilter> filter = new FilterRegistrationBean<>(new GateFilter(gate, answers));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        filter.addUrlPatterns("/*");
        return filter;
    }

    /** Else health and info would be of a type of the Actuator's own, and not of the one that we describe. */
    @Bean
    EndpointMediaTypes endpointMediaTypes() {
        return new EndpointMediaTypes(MediaType.APPLICATION_JSON_VALUE);
    }

    @Bean
    InfoContributor versionInfo(ServerParts parts) {
        return info -> info.withDetail("app", new TreeMap<>(Map.of("name", "candor", "version", parts.version())));
    }
}

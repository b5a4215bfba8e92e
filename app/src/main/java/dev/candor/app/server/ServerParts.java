package dev.candor.app.server;

import dev.candor.aggregatestore.ExecutionIntake;
import dev.candor.aggregatestore.StoreProbe;
import dev.candor.app.mcp.Features;
import dev.candor.app.tools.CallObserver;
import dev.candor.app.tools.Toolbox;
import dev.candor.export.Sessions;
import dev.candor.ingestion.Ingestion;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the doors open to, composed without Spring.
 *
 * @param features what agents are offered, by who is to hear of their calls
 * @param logs how sound the logs are, by what was found in the background
 * @param store closed when the last request has ended; it brings {@code telemetry.yaml} up to date
 * @param version as {@code candor --version} says it
 * @param ids a new id each time, for failures
 */
public record ServerParts(
        Toolbox toolbox,
        Function<CallObserver, Features> features,
        ExecutionIntake intake,
        Ingestion ingestion,
        Sessions sessions,
        StoreProbe probe,
        LogConditions logs,
        AutoCloseable store,
        String version,
        InstantSource clock,
        Supplier<String> ids) {}

package dev.candor.items.run;

import dev.candor.foundation.files.Reasons;
import dev.candor.items.run.RunRecorder.Outcome;
import dev.candor.items.run.RunResult.Answer;
import dev.candor.items.run.RunResult.Output;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * The tracked primitive {@code http_client}: sends one request, follows where it is sent, and counts every request that
 * goes out. A class of its own because the client takes long to load.
 */
final class TrackedHttp implements AutoCloseable {
    private static final int MAX_REDIRECTS = 5;
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Duration FAREWELL = Duration.ofMillis(500);

    private final int bound;
    private final Duration whole;
    private final RunProgress progress;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
    private long requests;

    /** For one run, which may take a time as a whole. */
    TrackedHttp(int bound, Duration whole, RunProgress progress) {
        this.bound = bound;
        this.whole = whole;
        this.progress = progress;
    }

    /** What one attempt came to. */
    private sealed interface Attempt {
        record Answered(int status, Optional<String> location, BoundedOutput body) implements Attempt {}

        record Unanswered(Outcome outcome, String why) implements Attempt {}
    }

    RunResult send(HttpPlan plan) {
        progress.starting(plan.method() + " " + plan.uri().getHost());
        HttpPlan next = plan;
        for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
            switch (tried(next)) {
                case Attempt.Unanswered none -> {
                    return result(none.outcome(), Optional.of(none.why()), Optional.empty());
                }
                case Attempt.Answered answer -> {
                    boolean redirect = answer.status() >= 301 && answer.status() <= 308 && answer.status() != 304;
                    if (!redirect || answer.location().isEmpty()) {
                        return answered(answer);
                    }
                    Optional<URI> target = target(next.uri(), answer.location().get());
                    if (target.isEmpty()) {
                        return result(
                                Outcome.FAILURE,
                                Optional.of("HTTP " + answer.status() + ": redirected to where we do not follow"),
                                Optional.of(answer));
                    }
                    next = next.redirected(target.get(), answer.status());
                }
            }
        }
        return result(
                Outcome.FAILURE, Optional.of("redirected more than " + MAX_REDIRECTS + " times"), Optional.empty());
    }

    private RunResult answered(Attempt.Answered answer) {
        progress.ending("HTTP " + answer.status());
        return answer.status() < 400
                ? result(Outcome.SUCCESS, Optional.empty(), Optional.of(answer))
                : result(Outcome.FAILURE, Optional.of("HTTP " + answer.status()), Optional.of(answer));
    }

    private RunResult result(Outcome outcome, Optional<String> error, Optional<Attempt.Answered> answer) {
        return new RunResult(
                outcome,
                Optional.empty(),
                Output.NONE,
                Output.NONE,
                new Calls(requests, 0),
                error.map(BoundedOutput::oneLine),
                answer.map(one -> new Answer(
                        one.status(), one.body().keptText(), one.body().isTruncated())),
                List.of());
    }

    /** Never from https to http. */
    private static Optional<URI> target(URI from, String location) {
        try {
            URI target = from.resolve(location);
            String scheme = String.valueOf(target.getScheme());
            boolean allowed = scheme.equals("https")
                    || (scheme.equals("http") && from.getScheme().equals("http"));
            return allowed ? Optional.of(HttpRequest.newBuilder(target).build().uri()) : Optional.empty();
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private Attempt tried(HttpPlan plan) {
        Attempt attempt = once(plan);
        long pause = TimeUnit.SECONDS.toNanos(1);
        for (int again = 1; again < plan.attempts() && attempt instanceof Attempt.Unanswered && !isOver(); again++) {
            long started = System.nanoTime();
            while (System.nanoTime() - started < pause && !isOver()) {
                LockSupport.parkNanos(LOOK);
            }
            if (!isOver()) {
                attempt = once(plan);
            }
            pause = plan.doubling() ? pause * 2 : pause;
        }
        return attempt;
    }

    private boolean isOver() {
        return progress.isCancelled()
                || Thread.currentThread().isInterrupted()
                || progress.elapsed().compareTo(whole) >= 0;
    }

    private Attempt once(HttpPlan plan) {
        if (progress.isCancelled()) {
            return new Attempt.Unanswered(Outcome.CANCELLED, RunResult.CANCELLED);
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(plan.uri())
                .method(plan.method(), plan.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        plan.headers().forEach(request::setHeader);
        requests++;
        CompletableFuture<HttpResponse<BoundedOutput>> answer =
                client.sendAsync(request.build(), response -> new BoundedBody(bound));
        long started = System.nanoTime();
        try {
            while (true) {
                try {
                    HttpResponse<BoundedOutput> response = answer.get(LOOK, TimeUnit.NANOSECONDS);
                    return new Attempt.Answered(
                            response.statusCode(), response.headers().firstValue("Location"), response.body());
                } catch (TimeoutException notYet) {
                    if (progress.isCancelled()) {
                        return new Attempt.Unanswered(Outcome.CANCELLED, RunResult.CANCELLED);
                    }
                    if (progress.elapsed().compareTo(whole) >= 0) {
                        return new Attempt.Unanswered(Outcome.TIMEOUT, Subprocess.timedOut(whole));
                    }
                    if (System.nanoTime() - started >= plan.timeout().toNanos()) {
                        return new Attempt.Unanswered(
                                Outcome.TIMEOUT, "no answer: " + Subprocess.timedOut(plan.timeout()));
                    }
                    progress.running(() -> plan.method() + " " + plan.uri().getHost());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt.Unanswered(Outcome.CANCELLED, RunResult.CANCELLED);
        } catch (ExecutionException | CancellationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new Attempt.Unanswered(
                    Outcome.FAILURE, "no answer from " + plan.uri().getHost() + ": " + Reasons.of(cause));
        } finally {
            answer.cancel(true);
        }
    }

    /** Leaves no thread behind. */
    @Override
    public void close() {
        client.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            client.awaitTermination(FAREWELL);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        threads.shutdownNow();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

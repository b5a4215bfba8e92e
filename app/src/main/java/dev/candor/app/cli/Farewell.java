package dev.candor.app.cli;

/** What is said or done when a signal ends this process before the work is done. */
final class Farewell implements AutoCloseable {
    private final Thread hook;

    Farewell(Runnable last) {
        this.hook = Thread.ofPlatform().unstarted(last);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The work is done: there is nothing to say or do any more. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalled) {
            // it runs
        }
    }
}

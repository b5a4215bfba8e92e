package dev.candor.app.cli;

/** What is said when a signal ends this process before the work is done. */
final class Farewell implements AutoCloseable {
    private final Thread hook;

    Farewell(Runnable words) {
        this.hook = Thread.ofPlatform().unstarted(words);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The work is done: nothing is to be said any more. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException signalled) {
            // it speaks
        }
    }
}

package dev.candor.execution;

/**
 * The C library's process functions, called directly because {@link ProcessBuilder} closes inherited descriptors,
 * cannot pass arguments that are not text in the platform's charset, and hides who sent a signal.
 */
final class Posix {
    static final int ENOENT = 2;
    static final int ENOEXEC = 8;
    static final int EACCES = 13;
    static final int ENOTDIR = 20;

    static final int SIGHUP = 1;
    static final int SIGINT = 2;
    static final int SIGQUIT = 3;
    static final int SIGILL = 4;
    static final int SIGBUS = 7;
    static final int SIGFPE = 8;
    static final int SIGKILL = 9;
    static final int SIGUSR1 = 10;
    static final int SIGSEGV = 11;
    static final int SIGTERM = 15;
    static final int SIGCHLD = 17;
    static final int SIGCONT = 18;

    static final int SIG_IGN = 1;

    static final int WNOHANG = 1;
    static final int PR_SET_CHILD_SUBREAPER = 36;

    static final NativeFunction POSIX_SPAWN = new NativeFunction("posix_spawn");
    static final NativeFunction SPAWNATTR_INIT = new NativeFunction("posix_spawnattr_init");
    static final NativeFunction SPAWNATTR_SETFLAGS = new NativeFunction("posix_spawnattr_setflags");
    static final NativeFunction SPAWNATTR_SETSIGDEFAULT = new NativeFunction("posix_spawnattr_setsigdefault");
    static final NativeFunction SPAWNATTR_SETSIGMASK = new NativeFunction("posix_spawnattr_setsigmask");
    static final NativeFunction ACTIONS_INIT = new NativeFunction("posix_spawn_file_actions_init");
    static final NativeFunction ACTIONS_ADDCLOSE = new NativeFunction("posix_spawn_file_actions_addclose");
    static final NativeFunction ACTIONS_ADDDUP2 = new NativeFunction("posix_spawn_file_actions_adddup2");
    static final NativeFunction ACTIONS_ADDOPEN = new NativeFunction("posix_spawn_file_actions_addopen");
    static final NativeFunction ACTIONS_ADDCHDIR = new NativeFunction("posix_spawn_file_actions_addchdir_np");
    static final NativeFunction PIPE2 = new NativeFunction("pipe2");
    static final NativeFunction CLOSE = new NativeFunction("close");
    static final NativeFunction WAITPID = new NativeFunction("waitpid");
    static final NativeFunction SIGTIMEDWAIT = new NativeFunction("sigtimedwait");
    static final NativeFunction SIGNAL = new NativeFunction("signal");
    static final NativeFunction KILL = new NativeFunction("kill");
    static final NativeFunction PRCTL = new NativeFunction("prctl");
    static final NativeFunction PRLIMIT = new NativeFunction("prlimit");

    private Posix() {}

    /**
     * Finds the functions and builds their handle, so that a thread can do it while another still reads the request.
     */
    static void load() {
        KILL.call(ProcessHandle.current().pid(), 0);
    }
}

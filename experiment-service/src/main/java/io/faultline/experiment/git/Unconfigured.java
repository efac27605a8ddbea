package io.faultline.experiment.git;

import java.io.IOException;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What git is configured to do on this machine does not count here: addresses are not rewritten, certificates are checked,
 * and JGit neither starts a git to ask it nor writes to anybody's home.
 */
final class Unconfigured extends SystemReader {
    private final SystemReader real;

    private Unconfigured(SystemReader real) {
        this.real = real;
    }

    /** JGit has one for the whole process, which nobody else here uses. */
    static void install() {
        SystemReader current = SystemReader.getInstance();
        if (!(current instanceof Unconfigured)) {
            SystemReader.setInstance(new Unconfigured(current));
        }
    }

    @Override
    public String getHostname() {
        return "faultline";
    }

    @Override
    public @Nullable String getenv(String name) {
        return null;
    }

    @Override
    public String getProperty(String name) {
        return real.getProperty(name);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Nothing(parent, fs);
    }

    @Override
    public StoredConfig getUserConfig() throws ConfigInvalidException, IOException {
        return new Nothing(null, FS.DETECTED);
    }

    @Override
    public StoredConfig getJGitConfig() throws ConfigInvalidException, IOException {
        return new Nothing(null, FS.DETECTED);
    }

    @Override
    public StoredConfig getSystemConfig() throws ConfigInvalidException, IOException {
        return new Nothing(null, FS.DETECTED);
    }

    @Override
    @SuppressWarnings("deprecation")
    public long getCurrentTime() {
        return real.getCurrentTime();
    }

    @Override
    @SuppressWarnings("deprecation")
    public int getTimezone(long when) {
        return real.getTimezone(when);
    }

    private static final class Nothing extends FileBasedConfig {
        @SuppressWarnings("NullAway") // there is no file
        Nothing(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}

package io.breakers.internal.versions;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the versions of this library's modules, each of which says its own in a resource. */
public final class ModuleVersions {
    /** What the build writes into each module: its name, a space, its version. */
    private static final String RESOURCE = "META-INF/breakers.version";

    private static final String DIFFER =
            "The modules of Breakers differ in their versions, and may not fit together; breakers-bom has all of one: ";

    private ModuleVersions() {}

    /** Logs one warning if the modules that {@code loader} sees differ in their versions. */
    public static void check(ClassLoader loader) {
        Set<String> modules = new TreeSet<>();
        try {
            for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
                modules.add(read(resource));
            }
        } catch (IOException | RuntimeException unreadable) {
            // A loader of the user's may do anything, and none of it is a reason not to protect a service.
            log(Level.DEBUG, "The versions of Breakers' modules cannot be compared", unreadable);
        }
        var versions = new HashSet<String>();
        for (String module : modules) {
            versions.add(module.substring(module.indexOf(' ') + 1));
        }
        if (versions.size() > 1) {
            log(Level.WARNING, DIFFER + String.join(", ", modules), null);
        }
    }

    /** Looks the logger up here, which costs milliseconds that nearly no application has to spend. */
    private static void log(Level level, String message, @Nullable Throwable thrown) {
        try {
            System.getLogger("io.breakers").log(level, message, thrown);
        } catch (RuntimeException | Error unlogged) {
            // A log that throws is no reason either, and there is nothing left to report this to.
            if (thrown != null && unlogged != thrown) {
                thrown.addSuppressed(unlogged);
            }
        }
    }

    /** Without the cache, which would keep the archive open. */
    private static String read(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}

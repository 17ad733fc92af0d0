package io.breakers.internal.versions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.breakers.proxy.Breakers;
import io.breakers.tools.RecordedLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ModuleVersionsTest {
    @RegisterExtension
    final RecordedLog log = new RecordedLog();

    @TempDir
    Path classPath;

    @Test
    void differentVersionsAreOneWarningThatNamesAllModules() throws IOException {
        check("breakers-proxy 0.2.0", "breakers-api 0.1.0", "breakers-operations 0.2.0");
        assertThat(log.lines())
                .containsExactly("WARNING: The modules of Breakers differ in their versions, and may not fit together; "
                        + "breakers-bom has all of one: "
                        + "breakers-api 0.1.0, breakers-operations 0.2.0, breakers-proxy 0.2.0 (null)");
    }

    @Test
    void oneVersionIsNotMentioned() throws IOException {
        check("breakers-proxy 0.2.0", "breakers-api 0.2.0", "breakers-api 0.2.0");
        check();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aLoaderThatFailsKeepsNobodyFromHisService() {
        ModuleVersions.check(new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("closed");
            }
        });
        assertThat(log.lines())
                .containsExactly(
                        "FINE: The versions of Breakers' modules cannot be compared (java.io.IOException: closed)");
    }

    @Test
    void aLogThatThrowsKeepsNobodyFromHisService() {
        var full = new RecordedLog() {
            @Override
            protected void received(LogRecord logged) {
                throw new IllegalStateException("the disk is full");
            }
        };
        full.beforeEach(null);
        try {
            assertThatCode(() -> check("breakers-proxy 0.2.0", "breakers-api 0.1.0"))
                    .doesNotThrowAnyException();
        } finally {
            full.afterEach(null);
        }
    }

    @Test
    void eachModuleSaysItsVersion() throws IOException {
        var versions = Collections.list(Breakers.class.getClassLoader().getResources("META-INF/breakers.version"));
        assertThat(versions).hasSizeGreaterThan(1).allSatisfy(version -> {
            try (InputStream in = version.openStream()) {
                assertThat(in).asString(UTF_8).matches("breakers-[a-z-]+ \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
            }
        });
    }

    private void check(String... modules) throws IOException {
        var urls = new URL[modules.length];
        for (int i = 0; i < modules.length; i++) {
            Path module = Files.createDirectories(classPath.resolve(i + "/META-INF"));
            Files.writeString(module.resolve("breakers.version"), modules[i] + "\n");
            urls[i] = module.getParent().toUri().toURL();
        }
        try (var loader = new URLClassLoader(urls, null)) {
            ModuleVersions.check(loader);
        }
    }
}

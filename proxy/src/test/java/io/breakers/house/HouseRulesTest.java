package io.breakers.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.breakers.api.Breaker;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What no class of the house does, whoever writes it. */
class HouseRulesTest {
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("io.breakers");
    private static final JavaClasses MAIN = ALL.that(describe(
            "are neither tests nor their tools",
            type -> !type.getPackageName().equals("io.breakers.tools")
                    && type.getSource()
                            .filter(source -> !source.getUri().toString().contains("/test-classes/"))
                            .isPresent()));

    private static final String INTERNAL = "io.breakers.internal.";

    /** The packages that every call goes through: they know no reflection and no library. */
    private static final String[] ENGINE = {
        INTERNAL + "calls..",
        INTERNAL + "stages..",
        INTERNAL + "state..",
        INTERNAL + "settings..",
        INTERNAL + "counting..",
        INTERNAL + "rules..",
        INTERNAL + "callbacks.."
    };

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.LocalDateTime.now",
            "java.time.LocalDate.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    private static final Set<String> SLEEPS = Set.of(
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.locks.LockSupport.parkUntil");

    private static final Set<String> COMPUTING = Set.of("compute", "computeIfAbsent", "computeIfPresent", "merge");

    private static String nameOf(JavaMethodCall call) {
        return call.getTargetOwner().getName() + "." + call.getName();
    }

    @Test
    void thereAreClassesToJudge() {
        assertThat(MAIN.contain(Breaker.class)).isTrue();
        assertThat(MAIN.contain(HouseRulesTest.class)).isFalse();
        assertThat(ALL.contain(HouseRulesTest.class)).isTrue();
        assertThat(MAIN).anyMatch(resideInAnyPackage("io.breakers.internal.."));
    }

    @Test
    void nobodySleeps() {
        noClasses()
                .should()
                .callMethodWhere(describe("a thread sleeps", call -> SLEEPS.contains(nameOf(call))))
                .check(ALL);
    }

    @Test
    void nobodyReadsTheWallClock() {
        noClasses()
                .should()
                .callMethodWhere(describe("the wall clock is read", call -> CLOCKS.contains(nameOf(call))))
                .check(ALL);
    }

    @Test
    void onlyTheSystemTickerReadsTheSystemsTime() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.breakers.api.SystemTicker")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(MAIN);
    }

    @Test
    void theApiDependsOnNothing() {
        classes()
                .that()
                .resideInAPackage("io.breakers.api")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.breakers.api", "java..", "org.jspecify.annotations")
                .check(MAIN);
    }

    @Test
    void theEngineDependsOnTheApiOnlyAndNotOnReflection() {
        classes()
                .that()
                .resideInAnyPackage(ENGINE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ENGINE)
                        .or(resideInAPackage("io.breakers.api"))
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("org.jspecify.annotations")))
                .check(MAIN);
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.reflect")
                .check(MAIN);
    }

    /** Each package may use those that are named with it, and no other of ours but the API. */
    @Test
    void importsRunOneWay() {
        Map<String, List<String>> uses = Map.ofEntries(
                Map.entry("model", List.of()),
                Map.entry("callbacks", List.of()),
                Map.entry("counting", List.of()),
                Map.entry("rules", List.of("callbacks")),
                Map.entry("settings", List.of("callbacks")),
                Map.entry("state", List.of("settings", "rules", "counting", "callbacks")),
                Map.entry("stages", List.of("callbacks")),
                Map.entry("adapters", List.of("model", "stages")),
                Map.entry("calls", List.of("state", "settings", "callbacks", "stages")),
                Map.entry("proxies", List.of("calls", "state", "model")),
                Map.entry("versions", List.of()));
        for (Map.Entry<String, List<String>> each : uses.entrySet()) {
            List<String> allowed = new ArrayList<>(List.of("io.breakers.api", INTERNAL + each.getKey() + ".."));
            each.getValue().forEach(used -> allowed.add(INTERNAL + used + ".."));
            classes()
                    .that()
                    .resideInAPackage(INTERNAL + each.getKey() + "..")
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                            .or(DescribedPredicate.not(resideInAPackage("io.breakers.."))))
                    .check(MAIN);
        }
        assertThat(MAIN.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(INTERNAL))
                        .map(name -> name.substring(INTERNAL.length()))
                        .distinct())
                .as("no package is forgotten here")
                .containsExactlyInAnyOrderElementsOf(uses.keySet());
    }

    /** No thread, no timer and no thread-local of our own. */
    @Test
    void b16_b17_h20_nobodyStartsAThreadOrKeepsSomethingInOne() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "run things elsewhere",
                        type -> type.isAssignableTo(Executor.class)
                                || type.isAssignableTo(Timer.class)
                                || type.isAssignableTo(ThreadLocal.class)
                                || type.isEquivalentTo(Executors.class)))
                .orShould()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callMethod(Thread.class, "start")
                .check(MAIN);
    }

    /** Museum I7: nothing static changes. */
    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(MAIN);
    }

    /** A virtual thread before JDK 24 keeps its carrier while it waits for a monitor or in one. */
    @Test
    void b19_noMethodOfTheEngineIsSynchronized() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(ENGINE)
                .should()
                .notHaveModifier(JavaModifier.SYNCHRONIZED)
                .check(MAIN);
    }

    /**
     * Blocks are not in ArchUnit's model, so they are looked for in the byte code. Who may lock, once for a breaker or
     * by request, is named here.
     */
    @Test
    void b19_noBlockOfTheEngineIsSynchronizedOnAHealthyCall() throws IOException {
        List<String> locking = new ArrayList<>();
        for (JavaClass type : MAIN) {
            if (resideInAnyPackage(ENGINE).test(type)) {
                locking.addAll(lockingMethodsOf(type));
            }
        }

        assertThat(locking)
                .containsExactlyInAnyOrder("LastGoodValues.keep", "LastGoodValues.find", "CallbackErrors.attach");
    }

    @Test
    void b19_nobodyWaitsInAMonitor() {
        noClasses()
                .should()
                .callMethodWhere(describe("a thread waits", call -> nameOf(call).equals("java.lang.Object.wait")))
                .check(MAIN);
    }

    /** A map that makes what it does not find may not be asked for it from within, and lets others wait. */
    @Test
    void b18_noMapIsComputedWhereCallsGoThrough() {
        noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .or()
                .areAssignableTo(InvocationHandler.class)
                .or()
                .haveSimpleNameEndingWith("Call")
                .should()
                .callMethodWhere(describe(
                        "a map computes",
                        call -> call.getTargetOwner().isAssignableTo(Map.class) && COMPUTING.contains(call.getName())))
                .check(MAIN);
    }

    private static Set<String> lockingMethodsOf(JavaClass type) throws IOException {
        Set<String> found = new TreeSet<>();
        String resource = type.getName().substring(type.getPackageName().length() + 1);
        try (InputStream code = type.reflect().getResourceAsStream(resource + ".class")) {
            new ClassReader(code)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public MethodVisitor visitMethod(
                                        int access,
                                        String name,
                                        String descriptor,
                                        String signature,
                                        String[] exceptions) {
                                    return new MethodVisitor(Opcodes.ASM9) {
                                        @Override
                                        public void visitInsn(int opcode) {
                                            if (opcode == Opcodes.MONITORENTER) {
                                                found.add(resource + "." + name);
                                            }
                                        }
                                    };
                                }
                            },
                            ClassReader.SKIP_DEBUG);
        }
        return found;
    }

    @Test
    void noTestIsSwitchedOffOrTriedAgain() {
        noClasses().should().beAnnotatedWith(Disabled.class).check(ALL);
        noMethods().should().beAnnotatedWith(Disabled.class).check(ALL);
        noMethods().should().beAnnotatedWith(RepeatedTest.class).check(ALL);
    }

    @Test
    void namesOfTestsAreClaims() {
        methods()
                .that()
                .areAnnotatedWith(Test.class)
                .or()
                .areAnnotatedWith(ParameterizedTest.class)
                .should()
                .haveNameNotMatching("(test|should).*")
                .check(ALL);
    }
}

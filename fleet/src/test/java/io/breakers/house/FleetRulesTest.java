package io.breakers.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.breakers.tools.Sources;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.Test;

/** The shape of this module, whoever writes it. */
class FleetRulesTest {
    private static final String ROOT = "io.breakers.fleet";
    private static final String INTERNAL = ROOT + ".internal..";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void noFileAndNoPackageIsTooLargeAndEachPackageHasAMap() throws IOException {
        assertThat(Sources.largeFiles()).isEmpty();
        assertThat(Sources.largePackages()).isEmpty();
        assertThat(Sources.packagesWithoutMap()).isEmpty();
    }

    /** {@code public} is a promise: who adds to the face of the module says so here. */
    @Test
    void theFaceIsWhatWasPromised() {
        assertThat(MAIN.stream()
                        .filter(type -> type.getPackageName().equals(ROOT))
                        .filter(type ->
                                type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder("Fleet", "FleetChannel", "FleetException", "Member", "Quorum", "RedisFleet");
    }

    @Test
    void packagesDependOnEachOtherOneWay() {
        slices().matching("(io.breakers.fleet..)").should().beFreeOfCycles().check(MAIN);
    }

    /** Messages are read and written without knowing who sends them, and frames without knowing what is in them. */
    @Test
    void importsRunOneWay() {
        onlyUses("messages", resideInAPackage("io.breakers.api"));
        onlyUses("redis", DescribedPredicate.alwaysFalse());
    }

    private static void onlyUses(String name, DescribedPredicate<JavaClass> besides) {
        String own = ROOT + ".internal." + name;
        classes()
                .that()
                .resideInAPackage(own)
                .should()
                .onlyDependOnClassesThat(resideInAPackage(own)
                        .or(DescribedPredicate.not(resideInAPackage("io.breakers..")))
                        .or(besides))
                .check(MAIN);
    }

    /** It is optional: another engine does without it, and so does whoever only asks whether it is there. */
    @Test
    void onlyTheEngineKnowsLettuce() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.Redis(Address|Connection|Line)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce..")
                .check(MAIN);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and(DescribedPredicate.describe(
                        "are no anonymous ones", type -> !type.getName().matches(".*\\$\\d+")))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(MAIN);
    }

    /** It has one thread, and no clock but the engine's and that of the breakers. */
    @Test
    void onlyTheFleetStartsAThreadAndNobodyReadsTheWallClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".Fleet")
                .should()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ScheduledThreadPoolExecutor.class)
                .check(MAIN);
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Instant.class)
                .check(MAIN);
    }

    @Test
    void staticFieldsAreFinal() {
        fields().that().areStatic().should().beFinal().check(MAIN);
    }

    @Test
    void whatIsNotExportedIsInternal() {
        classes()
                .that()
                .resideOutsideOfPackage(INTERNAL)
                .should()
                .resideInAPackage(ROOT)
                .check(MAIN);
    }
}

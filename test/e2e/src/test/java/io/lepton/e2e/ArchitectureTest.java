package io.lepton.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;

/** Who may know whom; the coarse arrows are Maven modules, these are the finer ones. */
@AnalyzeClasses(packages = "io.lepton", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String DL4J = "org.deeplearning4j..";
  private static final String ND4J = "org.nd4j..";
  private static final String KAFKA = "org.apache.kafka..";

  @ArchTest
  static final ArchRule theLakeKnowsNoneOfUs =
      noClasses()
          .that()
          .resideInAPackage("io.lepton.lake..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.lepton.ingest..",
              "io.lepton.features..",
              "io.lepton.training..",
              "io.lepton.scoring..",
              "io.lepton.jobs..",
              KAFKA,
              DL4J,
              ND4J);

  @ArchTest
  static final ArchRule ingestKnowsNoNetworks =
      noClasses()
          .that()
          .resideInAPackage("io.lepton.ingest..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.lepton.features..", "io.lepton.training..", "io.lepton.scoring..", DL4J, ND4J);

  @ArchTest
  static final ArchRule featuresKnowNoStreamsAndNoNetworks =
      noClasses()
          .that()
          .resideInAPackage("io.lepton.features..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA, DL4J, ND4J, "org.apache.spark.sql.streaming..", "org.apache.hadoop..");

  @ArchTest
  static final ArchRule trainingAndScoringNeverMeet =
      slices().matching("io.lepton.(training|scoring)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule scoringNeedsOnlyTheNetworkItself =
      noClasses()
          .that()
          .resideInAPackage("io.lepton.scoring..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.deeplearning4j.spark..");

  @ArchTest
  static final ArchRule nobodyKnowsNotebooks =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lepton.notebooks..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.lepton.notebooks..");

  @ArchTest
  static final ArchRule packagesGoRoundInNoCircle =
      slices().matching("io.lepton.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobodyElseBuildsASession =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.lepton.lake.session..", "io.lepton.test..")
          .should()
          .callMethod(SparkSession.class, "builder");

  @ArchTest
  static final ArchRule nobodyElseReadsAStream =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lepton.lake.table..")
          .and()
          .doNotHaveFullyQualifiedName("io.lepton.ingest.KafkaSource")
          .should()
          .callMethod(SparkSession.class, "readStream");

  @ArchTest
  static final ArchRule nobodyElseWritesAStream =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.lepton.lake.stream..")
          .should()
          .callMethod(Dataset.class, "writeStream")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(DataStreamWriter.class);

  @ArchTest
  static final ArchRule onlyTheCommandLineEndsTheProcess =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.lepton.jobs.JobCli")
          .and()
          .doNotHaveFullyQualifiedName("io.lepton.ingest.broker.BrokerProcess")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule nobodyDeserialisesJavaObjects =
      noClasses()
          .that()
          .resideInAPackage("io.lepton..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class);
}

package io.lepton.jobs.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.TimeZone;

/**
 * A report as one HTML file.
 *
 * <p>The page needs nothing else: no network, no scripts, no other file. It follows the reader's
 * choice of light or dark and prints. The same data makes the same page on the same machine;
 * elsewhere the plots' lettering may come from another font.
 */
public final class ReportPage {
  private static final Configuration TEMPLATES = templates();

  private ReportPage() {}

  /** The whole page. */
  public static String html(ReportData data) {
    StringWriter page = new StringWriter();
    try {
      TEMPLATES.getTemplate("report.ftlh").process(new PageModel(data).root(), page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException("report.ftlh and PageModel disagree", e);
    }
    return page.toString();
  }

  private static Configuration templates() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_33);
    configuration.setClassForTemplateLoading(ReportPage.class, "");
    configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ENGLISH);
    configuration.setNumberFormat("computer");
    configuration.setTimeZone(TimeZone.getTimeZone("UTC"));
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setFallbackOnNullLoopVariable(false);
    return configuration;
  }
}

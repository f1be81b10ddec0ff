package dev.admitone.ops.html;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Beans of this package. */
@Configuration(proxyBeanMethods = false)
class HtmlConfiguration implements WebMvcConfigurer {

  /** Less than the time in which an operator notices that a console is a newer one. */
  private static final Duration FILES_MAX_AGE = Duration.ofMinutes(10);

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/static/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.maxAge(FILES_MAX_AGE));
  }

  /** The templates are classes of this program: it has no compiler and reads no template file. */
  @Bean
  Html html() {
    return new Html(TemplateEngine.createPrecompiled(ContentType.Html));
  }

  @Bean
  PageErrors pageErrors(Html html) {
    return new PageErrors(html);
  }
}

// Begins parts of the admin that Wagtail begins by inline scripts, which the content policy does not allow.
// The marks come from portal/admin/beginnings.py, on the page itself, in rows that are added and in dialogues alike.
(() => {
  const make = (name) => (...given) => new window[name](...given);
  const call = (name) => (...given) => window[name](...given);

  const MAY_BEGIN = {
    Chooser: make("Chooser"),
    DocumentChooser: make("DocumentChooser"),
    ImageChooser: make("ImageChooser"),
    InlinePanel: make("InlinePanel"),
    MultipleChooserPanel: make("MultipleChooserPanel"),
    PageChooser: make("PageChooser"),
    SnippetChooser: make("SnippetChooser"),
    createTaskChooser: call("createTaskChooser"),
    initDateChooser: call("initDateChooser"),
    initDateTimeChooser: call("initDateTimeChooser"),
    initTimeChooser: call("initTimeChooser"),
  };

  class Begin extends window.StimulusModule.Controller {
    static values = { what: String };

    connect() {
      const mark = this.element;
      const given = JSON.parse(mark.textContent);
      if (!Object.hasOwn(MAY_BEGIN, this.whatValue)) {
        throw new Error(`Nothing on the list of what may begin is called ${this.whatValue}`);
      }
      const begin = MAY_BEGIN[this.whatValue];
      // A row that is moved comes to stand on the page anew: without its mark it does not begin twice.
      mark.remove();
      begin(...given);
    }
  }

  window.wagtail.app.register("portal-begin", Begin);

  // The focal point's Jcrop finds out by inline event handlers whether there is a touch screen: we tell it.
  window.jQuery(() => {
    if (window.jQuery.Jcrop) {
      window.jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
    }
  });
})();

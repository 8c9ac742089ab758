// Makes and uses passkeys. A form with data-passkey is sent with what the device answers; without a browser that knows
// passkeys, what needs them stays hidden, and the page says how else.

const fromText = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list || []).map((one) => ({ ...one, id: fromText(one.id) }));

function answer(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = toText(response[name]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

async function make(options) {
  const asked = options.publicKey;
  return navigator.credentials.create({
    publicKey: {
      ...asked,
      challenge: fromText(asked.challenge),
      user: { ...asked.user, id: fromText(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
    },
  });
}

async function use(options) {
  const asked = options.publicKey;
  return navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: fromText(asked.challenge),
      allowCredentials: withBytes(asked.allowCredentials),
    },
  });
}

const onPage = () => JSON.parse(document.getElementById("passkey-data").textContent);

async function fetched(address) {
  const response = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

async function credentialFor(form) {
  if (form.dataset.passkey === "make") return make(onPage().creation_options);
  const data = form.dataset.options ? await fetched(form.dataset.options) : onPage();
  return use(data.request_options);
}

function begin(form) {
  const fault = form.querySelector("[data-passkey-fault]");
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.hidden = true;
    button.disabled = true;
    try {
      form.elements.credential.value = JSON.stringify(answer(await credentialFor(form)));
      form.submit();
    } catch {
      fault.hidden = false;
      button.disabled = false;
    }
  });
}

if (window.PublicKeyCredential) {
  document.querySelectorAll("[data-passkey-part]").forEach((part) => { part.hidden = false; });
  document.querySelectorAll("[data-passkey-plain]").forEach((part) => { part.hidden = true; });
  document.querySelectorAll("form[data-passkey]").forEach(begin);
}

// Leaves the application for an address of this server.
export default function ({ data }) {
  window.location.replace(data.address);
}
